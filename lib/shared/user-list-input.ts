import * as z from 'zod/mini';
import { filterRule } from './filter/filter-rule.ts';
import { maxSearchLength } from './text-limits.ts';
import {
  defaultUserSort,
  maxLeftOut,
  maxListedUsers,
  tooManyLeftOut,
  userSorts,
  usersPageSize,
} from './user-list.ts';
import { userIdsText } from './users.ts';

const tooManyListed = `At most ${maxListedUsers.toLocaleString('en')} users can be exported one by one: use a filter.`;

const filterText = z._default(filterRule, '');

const sortRule = z._default(
  z.enum(userSorts, { error: `The list can be sorted by ${userSorts.join(', ')}.` }),
  defaultUserSort,
);

/** `cursor`: from `nextCursor`. */
export const listUsersInput = z.object({
  q: filterText,
  sort: sortRule,
  cursor: z.optional(z.string().check(z.maxLength(4_000, 'This place in the list is not valid.'))),
  limit: z._default(
    z.coerce
      .number('The number of rows is not a number.')
      .check(
        z.int('The number of rows is not whole.'),
        z.gte(1, 'At least one row.'),
        z.lte(200, 'At most 200 rows at a time.'),
      ),
    usersPageSize,
  ),
});

/** Of those that match. */
export const leftOutText = z._default(userIdsText(maxLeftOut, tooManyLeftOut), []);

export const countUsersInput = z.object({ q: filterText, except: leftOutText });

/** PostgreSQL's text holds no NUL. */
export const suggestNamesInput = z.object({
  wanted: z.enum(['member', 'run', 'import']),
  text: z._default(
    z.string().check(
      z.maxLength(maxSearchLength),
      z.overwrite((text) => text.replaceAll('\0', '')),
    ),
    '',
  ),
});

/** `columns`: as in the list's URL; unknown ones are dropped. `users`: only these. */
export const exportUsersInput = z.object({
  q: filterText,
  except: leftOutText,
  users: z.optional(userIdsText(maxListedUsers, tooManyListed)),
  sort: sortRule,
  columns: z.optional(z.string().check(z.maxLength(50_000, 'There are too many columns.'))),
});
