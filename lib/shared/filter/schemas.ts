/**
 * Rules for what the URL, the JSON routes and saved views carry of a filter. Sorts and places in the list belong to
 * lib/users. Browser-safe.
 */

import * as z from 'zod/mini';
import '#lib/shared/input-messages.ts';
import { isColumn, maxColumns } from './columns.ts';
import { parseFilter } from './parse.ts';

/** Refuses a filter with the parser's own words; place and cure come from `parseFilter`. */
export const filterText = z.string().check(
  z.superRefine((text, context) => {
    const parsed = parseFilter(text);
    if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.message, params: { at: parsed.at } });
  }),
);

/** In the order shown, each at most once. */
export const columnsRule = z.array(z.string().check(z.refine(isColumn, 'There is no such column.'))).check(
  z.maxLength(maxColumns, `At most ${maxColumns} columns can be shown.`),
  z.refine((columns) => new Set(columns).size === columns.length, 'A column can be shown once.'),
);
