/** Rules for filters in URLs, JSON routes and views. Browser-safe. */

import * as z from 'zod/mini';
import '#lib/shared/input-messages.ts';
import { isColumn, maxColumns } from './columns.ts';
import { parseFilter } from './parse.ts';

/** With the parser's message. */
export const filterText = z.string().check(
  z.superRefine((text, context) => {
    const parsed = parseFilter(text);
    if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.message, params: { at: parsed.at } });
  }),
);

/** In display order, without repeats. */
export const columnsRule = z.array(z.string().check(z.refine(isColumn, 'There is no such column.'))).check(
  z.maxLength(maxColumns, `At most ${maxColumns} columns can be shown.`),
  z.refine((columns) => new Set(columns).size === columns.length, 'A column can be shown once.'),
);
