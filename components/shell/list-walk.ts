/**
 * The list that a user was opened from, for going on to the next one. In memory: a reload ends it.
 */

/** `idAt`: undefined where the list has not loaded a row. `total`: undefined while it is counted. */
export type ListWalk = {
  index: number;
  total: number | undefined;
  idAt: (index: number) => number | undefined;
};

let walk: ListWalk | null = null;

export function beginWalk(begun: ListWalk): void {
  walk = begun;
}

/** `before`, `after`: ids; undefined at an end. */
export type WalkPlace = {
  index: number;
  total: number | undefined;
  before: number | undefined;
  after: number | undefined;
};

/** null: that user was not opened from a list. */
export function findInWalk(id: number): WalkPlace | null {
  if (!walk) return null;
  const { index, total, idAt } = walk;
  const at = [index, index + 1, index - 1].find((each) => idAt(each) === id);
  if (at === undefined) return null;
  walk = { ...walk, index: at };
  return { index: at, total, before: at > 0 ? idAt(at - 1) : undefined, after: idAt(at + 1) };
}
