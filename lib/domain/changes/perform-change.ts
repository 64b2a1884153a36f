/** Asks the provider to make one claimed change. Writes nothing: the caller closes or requeues. */

import { log } from '#lib/platform/log/log.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ApplyResult, HeldTag, TagProvider } from '#lib/providers/contract.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import type { Exchange } from '#lib/providers/exchange.ts';
import { shownAs } from '#lib/providers/held-as.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { OperationOutcome } from '#lib/shared/changes.ts';
import { type SameUser, sameUserLead, sameUserName } from '#lib/shared/same-user.ts';
import type { ClaimedChange } from './claim-changes.ts';
import type { Closing } from './close-changes.ts';
import { nextLookMs } from './look-schedule.ts';
import { isNoOp } from './mirror.ts';
import { plainOutcome, shownOutcome } from './outcomes.ts';
import { type Looked, readBeforeUndo } from './read-before-undo.ts';
import { isSetAside, setAsideOutcome } from './set-aside.ts';

/**
 * `wait`: nothing was applied, ask again in `waitMs`; `stillInDoubt`: an earlier attempt could not be looked
 * up yet. `closing`: for whoever will not wait longer. `lastError`: of the latest call.
 */
export type Performed = { lastError: ApplyResult['lastError'] } & (
  | { kind: 'close'; closing: Closing }
  | { kind: 'wait'; waitMs: number; exchanges: Exchange[]; stillInDoubt: boolean; closing: Closing }
);

/** Between two readings that look for an earlier attempt. */
const readAgainMs = 3_000;

/** `onAnswered`: only the proof is missing; a run gets it for many changes at once. */
export async function performChange(
  provider: TagProvider | null,
  change: ClaimedChange,
  onAnswered?: () => void,
): Promise<Performed> {
  if (!provider) {
    const outcome = plainOutcome('failed', `${capabilitiesOf(change.provider).label} is not connected.`);
    return close(change, fill(change, outcome), null, []);
  }
  if (isSetAside(change)) return setAside(change);
  if (change.kind === 'profile') return performProfile(provider, change);
  if (change.kind === 'create') return performCreation(provider, change);
  const looked = change.inDoubt
    ? await reconcileFirst(provider, change)
    : await nothingDone(provider, change);
  return 'kind' in looked ? looked : performOperations(provider, change, looked, onAnswered);
}

function setAside(change: ClaimedChange): Performed {
  const closed = close(change, fill(change, setAsideOutcome(change.provider)), null, []);
  closed.closing.settleInMs = null;
  return closed;
}

async function nothingDone(provider: TagProvider, change: ClaimedChange): Promise<Looked> {
  if (change.undoOf !== null) return readBeforeUndo(provider, change);
  const outcomes = change.operations.map((operation) =>
    isNoOp(change.before, operation, change.wasRead) ? plainOutcome('no-op') : null,
  );
  return { outcomes, shown: null, exchanges: [] };
}

/** What the provider shows is done, the rest is sent again; unreadable: only idempotent verbs. */
async function reconcileFirst(provider: TagProvider, change: ClaimedChange): Promise<Looked | Performed> {
  try {
    const { tags, refs, exchanges } = await provider.readTags(change.externalId, { email: change.email });
    const outcomes = change.operations.map((operation) => {
      const proof = shownAs(operation, tags, change, { lost: true });
      return proof && shownOutcome(proof);
    });
    return { outcomes, shown: tags, refs, exchanges };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const exchanges = error.exchange ? [error.exchange] : [];
    if (error.code === 'unsupported') return { outcomes: resendIdempotent(change), shown: null, exchanges };
    const { closing } = close(change, fill(change, lostWhileSending(change)), null, exchanges);
    return {
      kind: 'wait',
      lastError: error.code,
      waitMs: error.retryAfterMs ?? readAgainMs,
      exchanges,
      stillInDoubt: true,
      closing,
    };
  }
}

/** The provider cannot be read: idempotent verbs are sent again, the rest is for a person. */
function resendIdempotent(change: ClaimedChange): (OperationOutcome | null)[] {
  const { idempotent } = capabilitiesOf(change.provider);
  return change.operations.map(({ verb }) => (idempotent.includes(verb) ? null : lostWhileSending(change)));
}

function lostWhileSending(change: ClaimedChange): OperationOutcome {
  return {
    ...plainOutcome('unknown', 'What became of an earlier attempt to send this is not known.'),
    hint: `Look it up at ${capabilitiesOf(change.provider).label}, then say here what you found.`,
  };
}

async function performOperations(
  provider: TagProvider,
  change: ClaimedChange,
  looked: Looked,
  onAnswered?: () => void,
): Promise<Performed> {
  const due = change.operations.filter((_, position) => looked.outcomes[position] === null);
  if (due.length === 0) return closeAsLooked(change, looked);
  if (change.sameAs) {
    const refused = refusedAsSame(change.provider, change.sameAs);
    return closeAsLooked(change, {
      ...looked,
      outcomes: looked.outcomes.map((outcome) => outcome ?? refused),
    });
  }
  const result = await applied(provider, change, due, looked.shown, onAnswered);
  const answers = [...result.results];
  const outcomes = looked.outcomes.map((outcome) => outcome ?? answers.shift() ?? plainOutcome('unknown'));
  const exchanges = [...looked.exchanges, ...result.exchanges];
  const closed = close(change, outcomes, result.tags, exchanges);
  closed.lastError = result.lastError;
  closed.closing.readBefore = looked.shown;
  closed.closing.seen = result.shown ?? [];
  closed.closing.refs = result.refs ?? looked.refs;
  if (result.retryAfterMs === null || looked.shown) return closed;
  return {
    kind: 'wait',
    lastError: result.lastError,
    waitMs: result.retryAfterMs,
    exchanges,
    // Only a reading settles what an earlier attempt did.
    stillInDoubt: change.inDoubt,
    closing: closed.closing,
  };
}

function closeAsLooked(change: ClaimedChange, { outcomes, shown, refs, exchanges }: Looked) {
  const closed = close(change, outcomes, shown, exchanges);
  closed.closing.refs = refs;
  return closed;
}

/** An exception while sending must not leave the row open: what was sent is then in doubt. */
async function applied(
  provider: TagProvider,
  change: ClaimedChange,
  operations: ClaimedChange['operations'],
  read: readonly HeldTag[] | null,
  onAnswered?: () => void,
): Promise<ApplyResult> {
  const { externalId, email } = change;
  try {
    return await provider.apply({
      externalId,
      email,
      operations,
      before: read ?? change.before,
      wasRead: read !== null || change.wasRead,
      knownRefs: change.knownRefs.all,
      repeated: mayHaveArrived(change),
      // In a run, a reading per refusal would take longer than the run.
      checkRefusals: change.runId === null,
      ...(onAnswered ? { together: { onAnswered } } : {}),
    });
  } catch (error) {
    const message = error instanceof ProviderError ? error.message : 'Tagdesk failed while sending.';
    if (!(error instanceof ProviderError)) log.error('A provider client threw', { error });
    return {
      results: operations.map(() => plainUnknown(message)),
      tags: null,
      exchanges: [],
      retryAfterMs: null,
      lastError: error instanceof ProviderError ? error.code : null,
    };
  }
}

/** Sent before, or perhaps sent, and not certainly turned away. */
function mayHaveArrived({ exchanges, inDoubt }: ClaimedChange): boolean {
  return inDoubt || exchanges.some(({ code }) => code !== 'forbidden');
}

const plainUnknown = (message: string) => ({ outcome: 'unknown' as const, code: null, message, hint: null });

async function performProfile(provider: TagProvider, change: ClaimedChange): Promise<Performed> {
  const { result, exchanges, retryAfterMs, lastError } = await provider.saveProfile(
    change.externalId,
    change.profile ?? {},
  );
  const closed = { ...close(change, [result], null, exchanges), lastError };
  if (retryAfterMs === null) return closed;
  return { ...closed, kind: 'wait', waitMs: retryAfterMs, exchanges, stillInDoubt: false };
}

/** An earlier attempt that may have arrived is looked for first; what cannot be looked up waits. */
async function performCreation(provider: TagProvider, change: ClaimedChange): Promise<Performed> {
  const { label } = capabilitiesOf(change.provider);
  if (!provider.createUser) {
    return close(change, [plainOutcome('refused', `${label} has no call that makes a user.`)], null, []);
  }
  if (change.inDoubt) {
    const looked = await reconcileFirst(provider, change);
    if (!('kind' in looked) && looked.shown) {
      return closeAsLooked(change, {
        ...looked,
        outcomes: [plainOutcome('confirmed', `${label} shows the user.`)],
      });
    }
    if ('kind' in looked && looked.lastError !== 'not-found') return looked;
  }
  const { result, existed, tags, refs, exchanges, retryAfterMs, lastError } = await provider.createUser(
    change.externalId,
  );
  const wasThere = existed && !mayHaveArrived(change);
  const outcome = wasThere ? plainOutcome('no-op', `${label} knows this user already.`) : result;
  const closed = { ...close(change, [outcome], tags, exchanges), lastError };
  closed.closing.refs = refs;
  if (retryAfterMs === null) return closed;
  return { ...closed, kind: 'wait', waitMs: retryAfterMs, exchanges, stillInDoubt: change.inDoubt };
}

function fill(change: ClaimedChange, outcome: OperationOutcome): OperationOutcome[] {
  return (change.kind === 'tags' ? change.operations : [null]).map(() => outcome);
}

function close(
  change: ClaimedChange,
  outcomes: readonly (OperationOutcome | null)[],
  shown: HeldTag[] | null,
  exchanges: Exchange[],
): Extract<Performed, { kind: 'close' }> {
  const settled = outcomes.map((outcome) => outcome ?? plainOutcome('no-op'));
  const inDoubt = settled.some(({ outcome }) => outcome === 'unknown');
  const settleInMs = inDoubt && capabilitiesOf(change.provider).canRead ? nextLookMs(0) : null;
  return {
    kind: 'close',
    lastError: null,
    closing: { change, outcomes: settled, shown, exchanges, settleInMs },
  };
}

/** The ledger sends one change at a time per identity: two identities of one user could race. */
function refusedAsSame(provider: ProviderId, same: SameUser): OperationOutcome {
  return {
    ...plainOutcome('refused', `${sameUserLead(provider)} ${sameUserName(same)}.`),
    hint: 'Nothing was sent. Change the tags of that user instead.',
  };
}
