import { log } from '#lib/platform/log/log.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ReadResult } from '#lib/providers/contract.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import type { Exchange, ProviderErrorCode } from '#lib/providers/exchange.ts';
import { shownAs } from '#lib/providers/held-as.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { OperationOutcome } from '#lib/shared/changes.ts';
import { claimLooks, findLooks, type Unsettled } from './claim-looks.ts';
import type { Closing } from './close-changes.ts';
import type { Deps } from './execute-change.ts';
import { alteredKeys } from './later-operations.ts';
import { holdingLeases } from './leases.ts';
import { nextLookMs } from './look-schedule.ts';
import { inWords, plainOutcome, shownOutcome } from './outcomes.ts';

const firstRetryMs = 3_000;
const maxRetryMs = 10 * 60_000;

/** About one user only: the next look may succeed. */
const ofOneChange: ReadonlySet<ProviderErrorCode> = new Set([
  'not-found',
  'invalid',
  'conflict',
  'unsupported',
  'busy',
]);

export type Looking = {
  /** `most`: changes to look at. `atOnce`: looks at a time, besides the client's rate limit. */
  most: number;
  atOnce: number;
  close: (closing: Closing) => Promise<void>;
};

/** Longest due first. `failing`: the provider could not be read, and no further look was begun. */
export async function settleUnknown(
  deps: Deps,
  provider: ProviderId,
  { most, atOnce, close }: Looking,
): Promise<{ looked: number; failing: boolean }> {
  const { ids, suspect } = await findLooks(deps.database, provider, most);
  // A reading that shows everybody serves all due changes at once.
  const turns = capabilitiesOf(provider).readsAll && ids.length > 0 ? [ids] : ids.map((id) => [id]);
  const next = (suspect === null ? turns : [...turns, [suspect]]).values();
  const progress = { looked: 0, failing: false };
  const written: Promise<void>[] = [];

  async function look(change: Unsettled, read: () => void): Promise<void> {
    const at = new Date().toISOString();
    const shown = await readNow(deps, change).finally(read);
    progress.failing ||= shown instanceof ProviderError && !ofOneChange.has(shown.code);
    await close(closingOf(change, shown, at));
  }
  const lookOn = async () => {
    while (!progress.failing) {
      const { value: ids, done } = next.next();
      if (done) return;
      const claimed = await claimLooks(deps.database, ids);
      progress.looked += claimed.length;
      const reads = claimed.map((change) => {
        const read = Promise.withResolvers<void>();
        written.push(
          holdingLeases(deps.database, [change.id], () => look(change, read.resolve)).catch(
            (error: unknown) => {
              // Its lease ends, and another look follows.
              log.error(`Change ${change.id} could not be settled`, { provider, error });
            },
          ),
        );
        return read.promise;
      });
      // Only reading is limited: results are written meanwhile.
      await Promise.all(reads);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lookOn));
  await Promise.all(written);
  return progress;
}

/** What the provider shows; a ProviderError where it does not. */
async function readNow(deps: Deps, change: Unsettled): Promise<ReadResult | ProviderError> {
  const provider = deps.providers.get(change.provider);
  if (!provider) return new ProviderError(change.provider, 'unsupported', 'It is not connected now.');
  try {
    return await provider.readTags(change.externalId, { email: change.email });
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}

/** `at`: when reading began (ISO 8601). */
function closingOf(change: Unsettled, shown: ReadResult | ProviderError, at: string): Closing {
  if (change.kind === 'create') return creationSeen(change, shown, at);
  if (shown instanceof ProviderError) return stillUnread(change, shown);
  const nextMs = nextLookMs(change.unknownForMs);
  const altered = alteredKeys(change.later);
  let waits = false;
  const outcomes = change.operations.map((operation, position): OperationOutcome => {
    const earlier = change.outcomes[position] ?? plainOutcome('unknown');
    if (earlier.outcome !== 'unknown') return earlier;
    // What the line already saw when it ended proves nothing.
    const asked = { ...change, before: [...change.before, ...change.after] };
    const proof = shownAs(operation, shown.tags, asked, { lost: true });
    if (proof) return shownOutcome(proof, `${labelOf(change)} shows it.`);
    if (altered.has(operation.key)) {
      return { ...earlier, hint: 'The same tag was changed again since, so nobody can tell any more.' };
    }
    if (nextMs === null) return notSeenUntil(change, at);
    waits = true;
    return notSeenSoFar(change, earlier, at);
  });
  return {
    change,
    outcomes,
    // Its doubt must not come over what the later change left.
    learnOnly: (position) => !altered.has(change.operations[position]?.key ?? ''),
    shown: shown.tags,
    refs: shown.refs,
    exchanges: waits ? shown.exchanges.map((exchange) => withoutList(change, exchange)) : shown.exchanges,
    settleInMs: waits ? nextMs : null,
  };
}

/** Whoever is read is there; that the provider knows nobody by the id is an answer, too. */
function creationSeen(change: Unsettled, shown: ReadResult | ProviderError, at: string): Closing {
  const isError = shown instanceof ProviderError;
  if (isError && shown.code !== 'not-found') return stillUnread(change, shown);
  const earlier = change.outcomes[0] ?? plainOutcome('unknown');
  const nextMs = isError ? nextLookMs(change.unknownForMs) : null;
  const unseen = nextMs === null ? notSeenUntil(change, at) : notSeenSoFar(change, earlier, at);
  return {
    change,
    outcomes: [isError ? unseen : plainOutcome('confirmed', `${labelOf(change)} shows the user.`)],
    shown: isError ? null : shown.tags,
    refs: isError ? undefined : shown.refs,
    exchanges: isError ? [] : shown.exchanges,
    settleInMs: nextMs,
  };
}

const labelOf = ({ provider }: Unsettled) => capabilitiesOf(provider).label;

function notSeenSoFar(change: Unsettled, earlier: OperationOutcome, at: string): OperationOutcome {
  return { ...earlier, hint: `${labelOf(change)} has not shown it so far.`, notSeenUntil: at };
}

function notSeenUntil(change: Unsettled, at: string): OperationOutcome {
  const label = labelOf(change);
  return {
    ...plainOutcome('failed', `${label} did not show it: not seen until ${inWords(at)}.`),
    hint: `It can be sent again. Should ${label} show it later, Tagdesk corrects this.`,
    notSeenUntil: at,
  };
}

/** A list of everybody that settled nothing is not kept once more for each of thousands. */
function withoutList({ provider }: Unsettled, exchange: Exchange): Exchange {
  return capabilitiesOf(provider).readsAll ? { ...exchange, answer: null } : exchange;
}

/** Could not be read: the outcome stays unknown and looks become rarer. */
function stillUnread(change: Unsettled, { code, exchange }: ProviderError): Closing {
  const settleInMs =
    code === 'unsupported' ? null : Math.min(firstRetryMs * 2 ** Math.min(change.attempts, 12), maxRetryMs);
  return {
    change,
    outcomes: change.outcomes,
    learnOnly: () => false,
    shown: null,
    exchanges: exchange ? [exchange] : [],
    settleInMs,
  };
}
