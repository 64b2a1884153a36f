/**
 * Finds one page of rows in the way that suits how many match. The planner's guess of that is never relied on: it
 * is far off for substrings and for tags that go together or exclude each other.
 */
import type { Database } from '#lib/platform/db/client.ts';
import { runListStatement } from '#lib/platform/db/run-statement.ts';
import { type FoundPage, type PageQuestion, type PageWay, pageStatement } from './list-statement.ts';
import type { ReadFilter } from './read-filter.ts';

/** So few matches are found and sorted sooner than any other way is tried. */
const fewMatches = 4_000;
/** Rows of the order's index that are looked at while nothing is known: about 2 ms. */
const firstLook = 2_000;
/** The longest walk along the index: about 30 ms. */
const maxWalk = 40_000;
/** So many take longer to find and sort than the longest walk, even where the order keeps them far away. */
const manyMatches = 30_000;
/** Walks are longer than an even spread asks for, since matches come in clusters. */
const slack = 1.7;

/** Gives the rows of the page, in order. */
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
    // What was seen tells how common the filter is just here.
    const further = rowsFor(wanted, Math.max(page.found, 0.5) / walked);
    const common = filter.atMost !== null && filter.atMost > manyMatches;
    if (further > maxWalk && !common) return run({ way: 'collect' });
    walked = Math.min(Math.max(further, walked * 4), maxWalk);
    const more = await run({ way: 'walk', rows: walked });
    if (more.found >= wanted) return more;
  }
  return run({ way: 'collect' });
}

/** Rows to look at for `limit` matches. Few different lengths, so that few statements are prepared. */
function rowsFor(limit: number, share: number): number {
  const rows = (limit / share) * slack;
  return Math.round(500 * 2 ** Math.ceil(Math.log2(Math.max(rows / 500, 1))));
}
