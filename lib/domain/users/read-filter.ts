import type { SQL } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { resolveTags } from '#lib/platform/filter-sql/resolve-tags.ts';
import { compileFilter } from '#lib/platform/filter-sql/to-sql.ts';
import { timeZone } from '#lib/platform/settings/time-zone.ts';
import { AppError } from '#lib/shared/errors.ts';
import { normalise } from '#lib/shared/filter/normalise.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import type { FilterNotice } from '#lib/shared/filter/problem.ts';
import { type Counters, readCounters } from './counters.ts';
import { countAtMost, countExactly, estimateShare } from './filter-counts.ts';
import { noticesOf } from './filter-notices.ts';
import { remembered } from './remembered.ts';
import { textShareOf } from './text-share.ts';

export type ReadFilter = {
  /** null: everybody. */
  condition: SQL | null;
  /** By kept counts; null: unknown. */
  exactly: (counters: Counters) => number | null;
  /** By kept counts; null: unknown. */
  atMost: number | null;
  /** null: unknown. */
  share: number | null;
  /** Asks the database. */
  notices: () => Promise<FilterNotice[]>;
};

/** For estimates; shown totals are read with their page. */
const roughCounters = remembered(readCounters, 10_000);

/** Throws AppError `invalid` (field `q`) with the parser's words. */
export async function readFilter(database: Database, q: string): Promise<ReadFilter> {
  const parsed = parseFilter(q);
  if (!parsed.ok) throw new AppError('invalid', parsed.message, { q: parsed.message });
  const filter = parsed.filter && normalise(parsed.filter);
  const resolved = await resolveTags(database, filter);
  const counters = roughCounters(database);
  const textShare = textShareOf(database);
  return {
    condition: filter && compileFilter(filter, resolved, { now: new Date(), zone: timeZone() }),
    exactly: (exact) => countExactly(filter, resolved, exact),
    atMost: countAtMost(filter, resolved),
    share: counters && estimateShare(filter, { resolved, counters, textShare }),
    notices: () => noticesOf(database, q, filter, resolved),
  };
}
