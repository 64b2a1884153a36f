/** Plans and carries out the past's runs on its ledger, as planning and the worker would. */
import { titleOfOperations } from '#lib/domain/runs/create-run.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation, Verb } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import type { Random } from '#lib/sandbox/random.ts';
import type { MirrorTag } from '#lib/shared/changes.ts';
import type { RunOperation } from '#lib/shared/run-inputs.ts';
import {
  noOutcomes,
  type OutcomeCounts,
  type PlanReason,
  type PlanStatus,
  type RunSource,
  type RunStatus,
} from '#lib/shared/runs.ts';
import { type Agenda, second } from './agenda.ts';
import type { Mishap } from './call-provider.ts';
import type { PastMember } from './members.ts';
import {
  identityAt,
  type PastIdentity,
  type PastLedger,
  type PastLine,
  type PastUser,
} from './past-ledger.ts';

export type PastTarget = {
  id: number;
  user: PastUser;
  identity: PastIdentity | null;
  provider: ProviderId;
  status: PlanStatus;
  reason: string | null;
  operations: Operation[];
  before: MirrorTag[];
  calls: number;
  undoOf: number | null;
  cause: PlanReason['cause'];
  causeKey: string | null;
};

export type PastPart = {
  provider: ProviderId;
  state: 'planned' | 'running' | 'finished' | 'cancelled';
  targets: PastTarget[];
  counts: OutcomeCounts;
  endedAt: number | null;
};

export type PastRun = {
  id: number;
  plan: RunPlan;
  status: RunStatus;
  users: number;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  /** In the order of ids. */
  targets: PastTarget[];
  parts: PastPart[];
};

/** What one user is asked to become; none: not meant. */
type Asked = { provider: ProviderId; operations: Operation[]; undoOf?: number | null }[];

export type RunPlan = {
  name: string;
  title: string;
  note: string;
  maker: PastMember;
  source: RunSource;
  operations: RunOperation[];
  age: number;
  ask: (user: PastUser) => Asked;
  /** Of users; default by id. */
  order?: (users: PastUser[]) => PastUser[];
  /** null: it waits for a person. A number: ms after the end, scheduled. */
  start: 'at once' | number | null;
  /** By provider, the changes after which it is cut off or left to the worker; default: all are made. */
  cut?: { as: 'cancelled' | 'open'; after: Partial<Record<ProviderId, number>> };
  mishap?: (provider: ProviderId, position: number, user: PastUser) => Mishap | null;
  undoOf?: number;
};

type Draft = Omit<RunPlan, 'title' | 'source' | 'operations' | 'ask'> & { q: string } & Pick<
    Partial<RunPlan>,
    'source'
  >;

/** `asked` of everybody whom `who`, as `q` does, means. */
export function filterPlan(
  { q, ...draft }: Draft,
  asked: [provider: ProviderId, verb: Verb, key: string, value?: string][],
  who: (user: PastUser) => boolean,
): RunPlan {
  const operations = asked.map(([provider, verb, key, value = null]) => ({
    provider,
    operations: [{ verb, key, value }],
  }));
  return {
    source: { kind: 'filter', q },
    ...draft,
    title: titleOfOperations(operations),
    operations,
    ask: (user) => (who(user) ? operations : []),
  };
}

/** Changes a second: a Capillary change takes two calls. */
const rates: Record<ProviderId, number> = { vero: 19, cerego: 9.4, capillary: 0.8, fragment: 23 };

type Scene = { ledger: PastLedger; agenda: Agenda; random: Random };

/** `ids`: of the run, and of its first target. */
export function beginRun(
  scene: Scene,
  at: number,
  plan: RunPlan,
  ids: { run: number; target: number },
): PastRun {
  const run = planRun(scene.ledger, at, plan, ids);
  if (plan.start !== 'at once') return run;
  run.status = 'running';
  run.startedAt = at + 40 * second;
  for (const part of run.parts)
    scene.agenda.at(run.startedAt, (started) => startPart(scene, started, run, part));
  return run;
}

function planRun(
  ledger: PastLedger,
  at: number,
  plan: RunPlan,
  ids: { run: number; target: number },
): PastRun {
  const known = ledger.users.filter(({ createdAt }) => createdAt !== null);
  const meant = (plan.order?.(known) ?? known).map((user) => ({ user, asked: plan.ask(user) }));
  const targets = meant.flatMap(({ user, asked }) => asked.map((each) => decide(user, each)));
  for (const [index, target] of targets.entries()) target.id = ids.target + index;
  return {
    id: ids.run,
    plan,
    status: plan.start === null ? 'planned' : 'scheduled',
    users: new Set(targets.map(({ user }) => user)).size,
    createdAt: at,
    startedAt: null,
    endedAt: null,
    targets,
    parts: providerIds.flatMap((provider) => {
      const own = targets.filter((target) => target.provider === provider);
      return own.length === 0
        ? []
        : [{ provider, state: 'planned', targets: own, counts: { ...noOutcomes }, endedAt: null }];
    }),
  };
}

/** As `decideTargets`, for what the past's runs ask. */
function decide(user: PastUser, { provider, operations, undoOf = null }: Asked[number]): PastTarget {
  const identity = identityAt(user, provider);
  const named = new Set(operations.map(({ key }) => key));
  const before = identity?.tags.filter(({ key }) => named.has(key)) ?? [];
  const target = {
    id: 0,
    user,
    identity,
    provider,
    operations,
    before,
    undoOf,
    reason: null,
    cause: null,
    causeKey: null,
  };
  if (!identity) return { ...target, status: 'no-identity', calls: 0 };
  const [operation] = operations;
  const held = before.find(({ key }) => key === operation?.key);
  if (operation?.verb === 'update' && !held) {
    const cause = identity.readAt === null ? 'unseen' : 'absent';
    const { label } = capabilitiesOf(provider);
    const reason =
      cause === 'absent'
        ? `No “${operation.key}” to update: add it instead`
        : `No “${operation.key}” known here, not checked at ${label}`;
    return { ...target, status: 'no-value', reason, calls: 0, cause, causeKey: operation.key };
  }
  if (operation?.verb === 'add' && held && held.value !== operation.value) {
    const cause = held.proof === 'imported' ? 'held' : 'taken';
    const reason =
      cause === 'held'
        ? `A value of “${operation.key}” came from a file: update it instead`
        : `“${operation.key}” already has another value: update it instead`;
    return { ...target, status: 'refused', reason, calls: 0, cause, causeKey: operation.key };
  }
  const isProved = held?.proof === 'confirmed' || held?.proof === 'accepted';
  if (operation?.verb !== 'remove' && isProved && held?.value === operation?.value)
    return { ...target, status: 'no-op', calls: 0 };
  const reads = provider === 'capillary' && operation?.verb === 'remove' ? 1 : 0;
  return { ...target, status: 'change', calls: 1 + reads };
}

function startPart(scene: Scene, at: number, run: PastRun, part: PastPart): void {
  const { ledger, agenda, random } = scene;
  const { plan } = run;
  const due = part.targets.filter(({ status }) => status === 'change');
  const lines = due.flatMap(({ identity, operations, undoOf }) =>
    identity
      ? [ledger.ask(at, identity, operations, { member: plan.maker, note: plan.note, runId: run.id, undoOf })]
      : [],
  );
  part.state = 'running';
  const made = plan.cut?.after[part.provider] ?? lines.length;
  const stepMs = second / rates[part.provider];
  let next = at + second;
  for (const [position, line] of lines.slice(0, made).entries()) {
    next += stepMs * (0.75 + random.next() / 2);
    const mishap = plan.mishap?.(part.provider, position, line.identity.user) ?? null;
    agenda.at(next, (sent) => {
      ledger.perform(sent, line, mishap);
      count(part, line);
    });
  }
  if (plan.cut?.as === 'open' && made < lines.length) return;
  agenda.at(next + second, (ended) => endPart(scene, ended, run, part, lines.slice(made)));
}

function count(part: PastPart, { outcome }: PastLine): void {
  if (outcome !== 'pending' && outcome !== 'imported') part.counts[outcome] += 1;
}

function endPart(
  { ledger }: Scene,
  at: number,
  run: PastRun,
  part: PastPart,
  left: readonly PastLine[],
): void {
  for (const line of left) {
    ledger.cancel(at, line);
    count(part, line);
  }
  part.state = left.length > 0 ? 'cancelled' : 'finished';
  part.endedAt = at;
  if (run.parts.some(({ state }) => state === 'running' || state === 'planned')) return;
  run.status = run.parts.some(({ state }) => state === 'cancelled') ? 'cancelled' : 'finished';
  run.endedAt = at;
}
