/**
 * What each provider may still be asked, over all processes. Unlogged (see the migration): no commit waits for the disk,
 * and a database that crashes forgets only the last seconds.
 */
import { doublePrecision, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { ProviderId } from '#lib/providers/ids.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** A token bucket. `starts`: calls that may start at `filledAt`, before what has accrued since. */
export const providerBudgets = pgTable('provider_budgets', {
  provider: text('provider').$type<ProviderId>().primaryKey(),
  starts: doublePrecision('starts').notNull(),
  filledAt: instant('filled_at').notNull(),
  pausedUntil: instant('paused_until').notNull(),
});

/** Who holds how many of a provider's parallel calls. A process that dies loses them when its lease ends. */
export const providerCalls = pgTable(
  'provider_calls',
  {
    provider: text('provider').$type<ProviderId>().notNull(),
    process: uuid('process').notNull(),
    held: integer('held').notNull(),
    /** Edits that wait for their turn, since when the first of them does, and when the process last asked. */
    waiting: integer('waiting').notNull(),
    waitingSince: instant('waiting_since'),
    askedAt: instant('asked_at').notNull(),
    /** The process's own settings: of those in use at the same time the smallest count. */
    perSecond: doublePrecision('per_second').notNull(),
    concurrent: integer('concurrent').notNull(),
    leaseUntil: instant('lease_until').notNull(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.process] })],
);
