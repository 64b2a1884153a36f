import { integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { tags } from './users.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });
const tagId = (name: string) =>
  integer(name)
    .notNull()
    .references(() => tags.id, { onDelete: 'cascade' });

/**
 * Two tags that may be one, the smaller id first. `kind`: spelling, the same but for case, spaces, “_” and “-”;
 * similar, alike by letters; meaning, the same word at two providers. What was decided stays.
 */
export const tagPairs = pgTable(
  'tag_pairs',
  {
    firstId: tagId('first_id'),
    secondId: tagId('second_id'),
    kind: text('kind').$type<'spelling' | 'similar' | 'meaning'>().notNull(),
    verdict: text('verdict').$type<'open' | 'not-same'>().notNull().default('open'),
    decidedBy: text('decided_by'),
    memberId: text('member_id'),
    decidedAt: instant('decided_at'),
    foundAt: instant('found_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.firstId, table.secondId] })],
);
