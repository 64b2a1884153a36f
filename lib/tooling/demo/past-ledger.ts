/** Ledger and mirror of the past, written change by change as time goes on. Times in ms since 1970. */
import { applyOutcomes } from '#lib/domain/changes/mirror.ts';
import { plainOutcome, worstOutcome } from '#lib/domain/changes/outcomes.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { Exchange } from '#lib/providers/exchange.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import type { Person } from '#lib/sandbox/demo-people.ts';
import type { ChangeKind, ChangeOutcome, MirrorTag, OperationOutcome } from '#lib/shared/changes.ts';
import { differences } from '#lib/shared/history-text/format-change.ts';
import { callProvider, heldAt, type Mishap, type Scene } from './call-provider.ts';
import type { PastMember } from './members.ts';

export type PastIdentity = {
  id: number;
  user: PastUser;
  provider: ProviderId;
  externalId: string;
  tags: MirrorTag[];
  readAt: number | null;
};

export type PastUser = {
  id: number;
  person: Person;
  /** null: not imported yet. */
  createdAt: number | null;
  changedAt: number;
  identities: PastIdentity[];
};

export type PastLine = {
  id: number;
  kind: ChangeKind;
  identity: PastIdentity;
  member: PastMember | null;
  actor: string;
  note: string;
  undoOf: number | null;
  runId: number | null;
  importId: number | null;
  origin: string | null;
  noticedBy: string | null;
  operations: Operation[];
  before: MirrorTag[] | null;
  after: MirrorTag[] | null;
  outcomes: OperationOutcome[] | null;
  outcome: ChangeOutcome;
  exchanges: Exchange[];
  createdAt: number;
  sentAt: number | null;
  closedAt: number | null;
};

export type PastImport = {
  id: number;
  fileName: string;
  member: PastMember;
  users: PastUser[];
  at: number;
  /** Of the first line, and of the last. */
  lines: [number, number];
};

type Origin = Partial<Pick<PastLine, 'note' | 'undoOf' | 'runId' | 'origin'>> & { member: PastMember };

const idOf: Record<ProviderId, (person: Person) => string | undefined> = {
  vero: ({ veroId }) => veroId,
  cerego: ({ ceregoUserId }) => ceregoUserId,
  capillary: ({ capillaryUserId }) => capillaryUserId,
  fragment: ({ fragmentUserRef }) => fragmentUserRef,
};

export class PastLedger {
  readonly scene: Scene;
  readonly users: PastUser[];
  readonly lines: PastLine[] = [];
  readonly imports: PastImport[] = [];
  readonly #firstLine: number;
  readonly #moments = new Set<number>();

  /** `first`: ids for the first user, identity and line. */
  constructor(
    scene: Scene,
    people: readonly Person[],
    first: { user: number; identity: number; line: number },
  ) {
    this.scene = scene;
    this.#firstLine = first.line;
    let identityId = first.identity;
    this.users = people.map((person, index) => {
      const user: PastUser = {
        id: first.user + index,
        person,
        createdAt: null,
        changedAt: 0,
        identities: [],
      };
      for (const provider of providerIds) {
        const externalId = idOf[provider](person);
        if (externalId === undefined) continue;
        user.identities.push({ id: identityId, user, provider, externalId, tags: [], readAt: null });
        identityId += 1;
      }
      return user;
    });
  }

  /** With the tags that the providers hold. */
  import(at: number, importId: number, fileName: string, member: PastMember, users: PastUser[]): void {
    const firstLine = this.#firstLine + this.lines.length;
    for (const user of users) {
      user.createdAt = at;
      user.changedAt = at;
      for (const identity of user.identities) this.#importIdentity(at, importId, member, identity);
    }
    const lastLine = this.#firstLine + this.lines.length - 1;
    this.imports.push({ id: importId, fileName, member, users, at, lines: [firstLine, lastLine] });
  }

  #importIdentity(at: number, importId: number, member: PastMember, identity: PastIdentity): void {
    const proofAt = new Date(at).toISOString();
    identity.tags = this.#inFile(identity).map(({ key, value }) => ({
      key,
      value,
      proof: 'imported',
      proofAt,
      providerTagId: null,
    }));
    const operations = identity.tags.map(({ key, value }): Operation => ({ verb: 'add', key, value }));
    const line = this.#record(at, identity, operations, { member, kind: 'import', importId });
    Object.assign(line, {
      before: [],
      after: identity.tags,
      outcomes: operations.map(() => plainOutcome('imported')),
      outcome: 'imported',
      closedAt: at,
    });
  }

  #inFile({ provider, externalId }: PastIdentity): { key: string; value: string | null }[] {
    if (provider !== 'vero') return heldAt(this.scene.world, provider, externalId);
    const labels = this.scene.world.state.vero.users.get(externalId)?.tags ?? [];
    return labels.map((key) => ({ key, value: null }));
  }

  /** Asked for; `perform` or `cancel` ends it. */
  ask(at: number, identity: PastIdentity, operations: readonly Operation[], origin: Origin): PastLine {
    return this.#record(at, identity, operations, { ...origin, kind: 'tags' });
  }

  #record(
    at: number,
    identity: PastIdentity,
    operations: readonly Operation[],
    more: Origin & Partial<PastLine>,
  ): PastLine {
    const line: PastLine = {
      id: this.#firstLine + this.lines.length,
      kind: 'tags',
      identity,
      actor: more.member.name,
      note: '',
      undoOf: null,
      runId: null,
      importId: null,
      origin: null,
      noticedBy: null,
      operations: [...operations],
      before: null,
      after: null,
      outcomes: null,
      outcome: 'pending',
      exchanges: [],
      createdAt: at,
      sentAt: null,
      closedAt: null,
      ...more,
    };
    this.lines.push(line);
    return line;
  }

  perform(at: number, line: PastLine, mishap: Mishap | null = null): void {
    const { identity, operations } = line;
    const before = sorted(identity.tags);
    const { provider, externalId } = identity;
    const called = callProvider(this.scene, { provider, externalId, operations, before }, at, mishap);
    const took = called.exchanges.reduce((sum, { durationMs }) => sum + durationMs, 0);
    const closedAt = this.#freeMoment(at + took + 8);
    const after = sorted(
      applyOutcomes(before, { ...called, operations, at: new Date(closedAt - 2).toISOString() }),
    );
    Object.assign(line, {
      before,
      after,
      outcomes: called.outcomes,
      outcome: worstOutcome(called.outcomes),
      exchanges: called.exchanges,
      sentAt: at,
      closedAt,
    });
    identity.tags = after;
    if (called.shown) identity.readAt = closedAt;
    identity.user.changedAt = closedAt;
  }

  /** Of no other change. */
  #freeMoment(wanted: number): number {
    let at = wanted;
    while (this.#moments.has(at)) at += 1;
    this.#moments.add(at);
    return at;
  }

  cancel(at: number, line: PastLine): void {
    const outcomes = line.operations.map(() => plainOutcome('cancelled'));
    Object.assign(line, { outcomes, outcome: 'cancelled', closedAt: at });
  }

  /** Somebody refreshed: what differs is the provider's own line. */
  read(at: number, identity: PastIdentity, member: PastMember): void {
    const { provider, externalId } = identity;
    if (provider === 'vero') return;
    const before = sorted(identity.tags);
    const shown = heldAt(this.scene.world, provider, externalId);
    const after = sorted(
      applyOutcomes(before, { operations: [], outcomes: [], shown, at: new Date(at).toISOString() }),
    );
    const operations = differences(before, after);
    identity.tags = after;
    identity.readAt = at;
    identity.user.changedAt = this.#freeMoment(at);
    if (operations.length === 0) return;
    const line = this.#record(at, identity, operations, {
      member,
      kind: 'refresh',
      actor: capabilitiesOf(provider).label,
      noticedBy: member.name,
      origin: `/users/${identity.user.id}`,
    });
    Object.assign(line, {
      member: null,
      before,
      after,
      outcomes: operations.map(() => plainOutcome('confirmed')),
      outcome: 'confirmed',
      closedAt: at,
    });
  }
}

function sorted(tags: readonly MirrorTag[]): MirrorTag[] {
  return tags.toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

export function identityAt(user: PastUser, provider: ProviderId): PastIdentity | null {
  return user.identities.find((identity) => identity.provider === provider) ?? null;
}

/** `value` left out: any. */
export function holds(user: PastUser, provider: ProviderId, key: string, value?: string): boolean {
  const tag = identityAt(user, provider)?.tags.find((each) => each.key === key);
  return tag !== undefined && (value === undefined || tag.value === value);
}
