/** What the list of users and its count are asked with, checked. */
import { z } from 'zod';
import { filterRule } from './filter/filter-rule.ts';
import { maxSearchLength } from './text-limits.ts';
import { defaultUserSort, userSorts, usersPageSize } from './user-list.ts';

const filterText = filterRule.default('');

const sortRule = z
  .enum(userSorts, { error: `The list can be sorted by ${userSorts.join(', ')}.` })
  .default(defaultUserSort);

/** `q` is the filter language of `filter/`; `cursor` is the `nextCursor` of the page before. */
export const listUsersInput = z.object({
  q: filterText,
  sort: sortRule,
  cursor: z.string().max(4_000, 'This place in the list is not valid.').optional(),
  limit: z.coerce
    .number('The number of rows is not a number.')
    .int('The number of rows is not whole.')
    .min(1, 'At least one row.')
    .max(200, 'At most 200 rows at a time.')
    .default(usersPageSize),
});

export const countUsersInput = z.object({ q: filterText });

/** What is typed after `changed-by:` or `run:`. The database's text holds no NUL. */
export const suggestNamesInput = z.object({
  wanted: z.enum(['member', 'run']),
  text: z
    .string()
    .max(maxSearchLength)
    .transform((text) => text.replaceAll('\0', ''))
    .default(''),
});

/** `columns`: those that the list shows, as its address carries them; unknown ones are left out, as there. */
export const exportUsersInput = z.object({
  q: filterText,
  sort: sortRule,
  columns: z.string().max(50_000, 'There are too many columns.').optional(),
});
