/** The text of a filter for whatever takes one: its length alone. What it says is the parser's to judge. Browser-safe. */
import { z } from 'zod';
import '#lib/shared/input-messages.ts';
import { tooLongForFilter } from './grammar.ts';

export const filterRule = z.string().superRefine((text, context) => {
  const message = tooLongForFilter(text);
  if (message !== null) context.addIssue({ code: 'custom', message });
});
