/** What was asked for lately, counted in the database so that several instances share the count. */
import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

export const rateLimits = pgTable('rate_limits', {
  /** A digest: what is counted may be a secret typed into the wrong box. */
  key: text('key').primaryKey(),
  /** Within the present window; it starts with the first request after the last one ended. */
  taken: integer('taken').notNull(),
  endsAt: timestamp('ends_at', { withTimezone: true }).notNull(),
});
