import { bigint, boolean, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { members } from './members.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

export const views = pgTable(
  'views',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    name: text('name').notNull(),
    /** A private view is its maker's alone. */
    memberId: text('member_id')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    shared: boolean('shared').notNull().default(false),
    q: text('q').notNull(),
    sort: text('sort').notNull(),
    columns: text('columns').array(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [index('views_member').on(table.memberId)],
);
