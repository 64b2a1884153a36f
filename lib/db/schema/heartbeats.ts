/** Signs of life: the worker writes one now and then, the health answer reads it. */
import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** `name`: of the worker's instance. One that lives is enough for all. */
export const heartbeats = pgTable('heartbeats', {
  name: text('name').primaryKey(),
  at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
  detail: jsonb('detail').$type<Record<string, string | number | boolean | null>>().notNull().default({}),
});
