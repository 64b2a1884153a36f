/** What a reading shows that the mirror did not know: a line of the provider's own, whoever noticed it. */
import { sql } from 'drizzle-orm';
import { changes } from '#lib/platform/db/schema/changes.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { Exchange } from '#lib/providers/exchange.ts';
import type { MirrorTag } from '#lib/shared/changes.ts';
import { plainOutcome } from './outcomes.ts';
import type { LockedIdentity } from './store-mirror.ts';

/** `by`: who refreshed, null: nobody. `change`: whose answer or look showed it. */
export type Noticed = { by: string | null; origin: string | null } | { change: number };

export type FoundLine = {
  /** With the mirror before. */
  identity: LockedIdentity;
  operations: Operation[];
  after: MirrorTag[];
  noticed: Noticed;
  note?: string;
  exchanges: Exchange[];
};

type Writable = Pick<Queryable, 'insert' | 'execute'>;

/** What our own change asked for after all. What differs from the mirror: `recordFound`. */
export async function insertFound(transaction: Writable, found: readonly FoundLine[]): Promise<number[]> {
  if (found.length === 0) return [];
  const rows = await transaction.insert(changes).values(found.map(rowOf)).returning({ id: changes.id });
  return rows.map(({ id }) => id);
}

/** Also lists the differences, and ends those that are void by now: in the transaction that wrote the mirror. */
export async function recordFound(transaction: Writable, found: readonly FoundLine[]): Promise<void> {
  const ids = await insertFound(transaction, found);
  if (ids.length === 0) return;
  const unread = ids.filter((_, position) => found[position] && isFirstReading(found[position].identity));
  await transaction.execute(
    sql`select record_drifts(${sql.param(ids)}::bigint[], ${sql.param(unread)}::bigint[])`,
  );
}

/** What it shows besides the mirror contradicts nothing that was known. */
function isFirstReading({ provider, wasRead }: LockedIdentity): boolean {
  return capabilitiesOf(provider).canRead && !wasRead;
}

function rowOf({ identity, operations, after, noticed, note = '', exchanges }: FoundLine) {
  const { id, userId, provider, externalId, tags } = identity;
  return {
    kind: 'refresh' as const,
    userId,
    identityId: id,
    provider,
    externalId,
    memberId: null,
    actor: capabilitiesOf(provider).label,
    note,
    origin: 'by' in noticed ? noticed.origin : null,
    noticedBy: 'by' in noticed ? noticed.by : null,
    noticedIn: 'change' in noticed ? noticed.change : null,
    operations,
    before: tags,
    after,
    outcomes: operations.map(() => plainOutcome('confirmed')),
    outcome: 'confirmed' as const,
    exchanges,
    state: 'closed' as const,
    closedAt: new Date(),
    durationMs:
      exchanges.length === 0
        ? null
        : Math.round(exchanges.reduce((total, exchange) => total + exchange.durationMs, 0)),
  };
}
