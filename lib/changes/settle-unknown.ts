/** Unknown outcomes at providers that can be read are settled by looking. For the worker. */

import { sql } from 'drizzle-orm';
import { log } from '#lib/log/log.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { HeldTag, ReadResult } from '#lib/providers/contract.ts';
import { ProviderError, type ProviderErrorCode } from '#lib/providers/errors.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { claimForSettling } from './claim-changes.ts';
import type { Closing } from './close-changes.ts';
import type { Workshop } from './execute-change.ts';
import { holdingLeases } from './leases.ts';
import { isSatisfied } from './mirror.ts';
import { plainOutcome } from './outcomes.ts';
import { settleAfterMs } from './perform-change.ts';

type Unsettled = NonNullable<Awaited<ReturnType<typeof claimForSettling>>>;

const longestWaitMs = 10 * 60_000;

/** Said about one user, or never to be read at all: the next look may well succeed. */
const ofOneChange: ReadonlySet<ProviderErrorCode> = new Set([
  'not-found',
  'invalid',
  'conflict',
  'unsupported',
  'busy',
]);

export type Looking = {
  /** The most changes to look at, and how many looks may be under way at once; the client keeps its pace besides. */
  most: number;
  atOnce: number;
  /** Writes what was found. */
  close: (closing: Closing) => Promise<void>;
};

/**
 * Looks at the changes of one provider that are due for it, longest due first. `troubled`: the provider could not be
 * read just now, and no further look was begun.
 */
export async function settleUnknown(
  workshop: Workshop,
  provider: ProviderId,
  { most, atOnce, close }: Looking,
): Promise<{ looked: number; troubled: boolean }> {
  const { rows } = await workshop.database.execute<{ id: number }>(sql`
    select id from changes where settle_at <= now() and state = 'closed' and provider = ${provider}
    order by settle_at limit ${most}`);
  const due = rows.map(({ id }) => id).values();
  const progress = { looked: 0, troubled: false };
  const written: Promise<void>[] = [];
  const lookOn = async () => {
    while (!progress.troubled) {
      const { value: id, done } = due.next();
      if (done) return;
      const change = await claimForSettling(workshop.database, id);
      if (!change) continue;
      progress.looked += 1;
      const read = Promise.withResolvers<void>();
      written.push(
        holdingLeases(workshop.database, [id], async () => {
          const shown = await readNow(workshop, change).finally(read.resolve);
          progress.troubled ||= shown instanceof ProviderError && !ofOneChange.has(shown.code);
          await close(await closingOf(workshop, change, shown));
        }).catch((error: unknown) => {
          // Its lease runs out, and another look is taken then.
          log.error(`Change ${id} could not be settled`, { provider, error });
        }),
      );
      // Only reading takes turns: what was read is written while the next is read.
      await read.promise;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lookOn));
  await Promise.all(written);
  return progress;
}

/** What the provider shows; a ProviderError where it does not. */
async function readNow(workshop: Workshop, change: Unsettled): Promise<ReadResult | ProviderError> {
  const provider = workshop.providers.get(change.provider);
  if (!provider) return new ProviderError(change.provider, 'unsupported', 'It is not connected now.');
  try {
    return await provider.readTags(change.externalId);
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}

async function closingOf(
  workshop: Workshop,
  change: Unsettled,
  shown: ReadResult | ProviderError,
): Promise<Closing> {
  if (!(shown instanceof ProviderError)) {
    const touched = await touchedSince(workshop, change);
    const { refs, exchanges } = shown;
    return { ...settledBy(change, shown.tags, touched), refs, exchanges, settleInMs: null };
  }
  // Not readable just now: the doubt stays, and so does the wish to look again, ever more rarely.
  const settleInMs =
    shown.code === 'unsupported'
      ? null
      : Math.min(settleAfterMs * 2 ** Math.min(change.attempts, 12), longestWaitMs);
  const exchanges = shown.exchange ? [shown.exchange] : [];
  const { outcomes } = change;
  return { change, outcomes, learnOnly: () => false, shown: null, exchanges, settleInMs };
}

function settledBy(change: Unsettled, shown: HeldTag[], touched: ReadonlySet<string>) {
  const { label } = capabilitiesOf(change.provider);
  const outcomes = change.operations.map((operation, position) => {
    const earlier = change.outcomes[position] ?? plainOutcome('unknown');
    if (earlier.outcome !== 'unknown') return earlier;
    if (isSatisfied(shown, operation)) return plainOutcome('confirmed', `${label} shows it.`);
    if (touched.has(operation.key)) {
      return { ...earlier, hint: 'The same tag was changed again since, so nobody can tell any more.' };
    }
    return plainOutcome('failed', `${label} does not show it: it was not applied.`);
  });
  return { change, outcomes, shown } satisfies Pick<Closing, 'change' | 'outcomes' | 'shown'>;
}

/** Keys that a later change altered: what the provider shows now says nothing about this one. */
async function touchedSince({ database }: Workshop, change: Unsettled): Promise<Set<string>> {
  const { rows } = await database.execute<{ key: string }>(sql`
    select distinct o ->> 'key' as key from changes c cross join lateral jsonb_array_elements(c.operations) o
    where c.identity_id = ${change.identityId} and c.id > ${change.id} and c.state = 'closed'
      and c.outcome in ('confirmed', 'accepted')`);
  return new Set(rows.map((row) => row.key));
}
