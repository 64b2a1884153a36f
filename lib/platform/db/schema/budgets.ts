/** What each provider may still be asked, over all processes. Unlogged: see the migration. */
import { sql } from 'drizzle-orm';
import { bigint, doublePrecision, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { ProviderId } from '#lib/providers/ids.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

/**
 * One process's part. `waiting`: its edits that wait, `waitingSince` when; `perSecond` and `concurrent` are its own
 * settings. Instants in ms since 1970, by the database's clock.
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
 * One row per provider: a token bucket, and who holds how many parallel calls. `starts`: calls that may start at
 * `filledAt`. `editedAt`: when an edit was last asked for. `turn` moves with every write, so that the newest version is found without passing older ones, which a
 * long reading transaction keeps.
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
