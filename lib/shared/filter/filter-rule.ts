/** Length only; the parser does the rest. Browser-safe. */
import * as z from 'zod/mini';
import '#lib/shared/input-messages.ts';
import { tooLongForFilter } from './grammar.ts';

export const filterRule = z.string().check(
  z.superRefine((text, context) => {
    const message = tooLongForFilter(text);
    if (message !== null) context.addIssue({ code: 'custom', message });
  }),
);
