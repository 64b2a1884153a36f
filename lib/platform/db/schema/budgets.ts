/** Rate limits of each provider over all processes. Unlogged: see the migration. */
import { sql } from 'drizzle-orm';
import { bigint, doublePrecision, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { ProviderId } from '#lib/providers/ids.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

/**
 * `waiting`: its waiting edits, since `waitingSince`; `perSecond`, `concurrent`: its settings. ms since 1970,
 * by the database's clock.
 */
type ProcessCalls = {
  held: number;
  waiting: number;
  waitingSince: number | null;
  askedAt: number;
  leaseUntil: number;
  perSecond: number;
  concurrent: number;
};

/**
 * A token bucket per provider, and who holds parallel calls. `starts`: calls that may start at `filledAt`.
 * `editedAt`: the latest edit. `turn` moves with every write, so that the newest version is found without
 * passing dead ones that a long transaction keeps.
 */
export const providerBudgets = pgTable(
  'provider_budgets',
  {
    provider: text('provider').$type<ProviderId>().notNull(),
    turn: bigint('turn', { mode: 'number' }).notNull(),
    starts: doublePrecision('starts').notNull(),
    filledAt: instant('filled_at').notNull(),
    pausedUntil: instant('paused_until').notNull(),
    editedAt: instant('edited_at').notNull().default(sql`'-infinity'`),
    processes: jsonb('processes').$type<Record<string, ProcessCalls>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.turn] })],
);
