/** Unknown outcomes at providers that can be read are settled by looking. For the worker. */
import { sql } from 'drizzle-orm';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { HeldTag } from '#lib/providers/contract.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import { claimForSettling } from './claim-changes.ts';
import { type Closing, closeChanges } from './close-changes.ts';
import type { Workshop } from './execute-change.ts';
import { holdingLeases } from './leases.ts';
import { isSatisfied } from './mirror.ts';
import { plainOutcome } from './outcomes.ts';
import { settleAfterMs } from './perform-change.ts';

type Unsettled = NonNullable<Awaited<ReturnType<typeof claimForSettling>>>;

const longestWaitMs = 10 * 60_000;

/** Looks at every change that is due for it. Gives how many were looked at. */
export async function settleUnknown(workshop: Workshop, most = 50): Promise<number> {
  const { rows } = await workshop.database.execute<{ id: number }>(sql`
    select id from changes where settle_at <= now() and state = 'closed' order by settle_at limit ${most}`);
  let settled = 0;
  for (const { id } of rows) {
    const change = await claimForSettling(workshop.database, id);
    if (!change) continue;
    await holdingLeases(workshop.database, [id], () => look(workshop, change));
    settled += 1;
  }
  return settled;
}

async function look(workshop: Workshop, change: Unsettled): Promise<void> {
  const provider = workshop.providers.get(change.provider);
  try {
    if (!provider) throw new ProviderError(change.provider, 'unsupported', 'It is not connected now.');
    const { tags, exchanges } = await provider.readTags(change.externalId);
    const touched = await touchedSince(workshop, change);
    await closeChanges(workshop.database, [
      { ...settledBy(change, tags, touched), exchanges, settleInMs: null },
    ]);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    // Not readable just now: the doubt stays, and so does the wish to look again, ever more rarely.
    const settleInMs =
      error.code === 'unsupported'
        ? null
        : Math.min(settleAfterMs * 2 ** Math.min(change.attempts, 12), longestWaitMs);
    const exchanges = error.exchange ? [error.exchange] : [];
    await closeChanges(workshop.database, [
      { change, outcomes: change.outcomes, learnOnly: () => false, shown: null, exchanges, settleInMs },
    ]);
  }
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
