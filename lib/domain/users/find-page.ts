/** The planner's estimate is never relied on: far off for substrings and correlated tags. */
import type { Database } from '#lib/platform/db/client.ts';
import { runListStatement } from '#lib/platform/db/run-statement.ts';
import { type FoundPage, type PageQuestion, type PageWay, pageStatement } from './list-statement.ts';
import type { ReadFilter } from './read-filter.ts';

/** Up to this many, collect and sort is fastest. */
const fewMatches = 4_000;
/** Rows of the order's index looked at first: about 2 ms. */
const firstLook = 2_000;
/** The longest index walk: about 30 ms. */
const maxWalk = 40_000;
/** From here on, sorting takes longer than the longest walk. */
const manyMatches = 30_000;
/** Matches come in clusters: walks are this much longer. */
const slack = 1.7;

export async function findPage(
  database: Database,
  question: PageQuestion,
  filter: Pick<ReadFilter, 'atMost' | 'share'>,
): Promise<FoundPage> {
  const run = async (way: PageWay) => {
    const [page] = await runListStatement<FoundPage>(database, pageStatement(question, way));
    if (!page) throw new Error('An aggregate gives one row.');
    return page;
  };
  const wanted = question.limit + 1;
  if (question.condition === null) return run({ way: 'all' });
  if (filter.atMost !== null && filter.atMost <= fewMatches) return run({ way: 'collect' });

  const { share } = filter;
  let walked = share === null ? firstLook : rowsFor(wanted, share);
  if (walked <= maxWalk) {
    const page = await run({ way: 'walk', rows: walked });
    if (page.found >= wanted) return page;
    // The first look shows how common matches are here.
    const further = rowsFor(wanted, Math.max(page.found, 0.5) / walked);
    const common = filter.atMost !== null && filter.atMost > manyMatches;
    if (further > maxWalk && !common) return run({ way: 'collect' });
    walked = Math.min(Math.max(further, walked * 4), maxWalk);
    const more = await run({ way: 'walk', rows: walked });
    if (more.found >= wanted) return more;
  }
  return run({ way: 'collect' });
}

/** Rows to look at for `limit` matches; few distinct values, so that few statements are prepared. */
function rowsFor(limit: number, share: number): number {
  const rows = (limit / share) * slack;
  return Math.round(500 * 2 ** Math.ceil(Math.log2(Math.max(rows / 500, 1))));
}
