/** What tells causes apart, as SQL over one element `w.o` of `changes.outcomes` of a change `c`. */
import { sql } from 'drizzle-orm';

/** Figures in the provider's words (ids, times) do not make a cause of their own. */
export const causeKey = sql`md5(concat_ws('|', c.provider, w.o ->> 'outcome', w.o ->> 'code',
  regexp_replace(coalesce(w.o ->> 'message', ''), '[0-9]+', '#', 'g')))`;
