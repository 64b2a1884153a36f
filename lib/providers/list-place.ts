/** Goes through a list in pages, whatever its provider says of it. */
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** The list may have grown and shrunk by so much while it is read, besides doubling and halving. */
const slack = 10;
const maxGrowth = 1_000;
const maxStepsBack = 200;

export const count = z.int().min(0);

/**
 * What a cursor holds. `at`: what is read next, counted from 0 in the provider's unit (rows or pages).
 * `total`: of the latest page, `first`: of the first. `print`: of the latest page's ids.
 */
export const listPlace = z.object({
  at: count,
  total: count.nullable(),
  first: count.nullable(),
  stepsBack: count,
  print: z.string(),
});

export type ListPlace = z.infer<typeof listPlace>;

export const listStart: ListPlace = { at: 0, total: null, first: null, stepsBack: 0, print: '' };

const end = 'end';

/** `place` with what else the provider needs. */
export function writeCursor<T extends ListPlace>(place: T | null): string {
  return place === null ? end : JSON.stringify(place);
}

/** null: behind the end. A cursor that is not understood is at the start. */
export function readCursor<T>(cursor: string | null, schema: z.ZodType<T>, start: T): T | null {
  if (cursor === end) return null;
  try {
    return cursor === null ? start : (schema.safeParse(JSON.parse(cursor)).data ?? start);
  } catch {
    return start;
  }
}

/** `read`: units that it holds; `lost`: units that are fewer than when the page before was read. */
export type ReadPage = { ids: readonly string[]; read: number; total: number | null; lost: number };

/**
 * Where the list goes on, null at its end. Where it became shorter somebody may have moved to what is read
 * already: that is read again. Throws what `stop` makes of a reason.
 */
export function nextPlace(
  { at, total: before, first, stepsBack, print: printBefore }: ListPlace,
  { ids, read, total, lost }: ReadPage,
  max: number,
  stop: (reason: string) => Error,
): ListPlace | null {
  const print = ids.length === 0 ? '' : createHash('sha256').update(JSON.stringify(ids)).digest('base64url');
  if (print !== '' && print === printBefore)
    throw stop('answered with the same page of its list twice: it cannot be gone through');
  if (before !== null && total === null) throw stop('no longer says how long its list is');
  const known = first ?? total;
  if (total !== null && known !== null) {
    if (total > known * 2 + maxGrowth)
      throw stop(`has a list that grows while it is read, from ${known} to ${total}`);
    if (total < known / 2 - slack)
      throw stop(`has a list that shrank while it was read, from ${known} to ${total}`);
    if (read > 0 && at + read > total) throw stop(`says that its list ends at ${total}, and goes on`);
  }
  const place = { total, first: known, print };
  if (lost > 0 && at > 0) {
    if (stepsBack === maxStepsBack)
      throw stop('has a list that becomes shorter again and again while it is read');
    return { ...place, at: Math.max(0, at - lost), stepsBack: stepsBack + 1 };
  }
  const next = { ...place, at: at + read, stepsBack };
  if (next.at > max) throw stop('has a list without end');
  if (total === null) return read === 0 ? null : next;
  if (next.at >= total) return null;
  if (read === 0) throw stop(`has a list that breaks off at ${at} of ${total}`);
  return next;
}
