/**
 * Rules for what the URL, the JSON routes and saved views carry of a filter. Sorts and places in the list belong to
 * lib/users. Browser-safe.
 */

import { z } from 'zod';
import '#lib/shared/input-messages.ts';
import { isColumn, maxColumns } from './columns.ts';
import { parseFilter } from './parse.ts';

/** Refuses a filter with the parser's own words; place and cure come from `parseFilter`. */
export const filterText = z.string().superRefine((text, context) => {
  const parsed = parseFilter(text);
  if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.message, params: { at: parsed.at } });
});

/** In the order shown, each at most once. */
export const columnsRule = z
  .array(z.string().refine(isColumn, 'There is no such column.'))
  .max(maxColumns, `At most ${maxColumns} columns can be shown.`)
  .refine((columns) => new Set(columns).size === columns.length, 'A column can be shown once.');
