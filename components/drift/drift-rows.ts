/** The rows of the treegrid: groups, and under those that are open their users. Pure. */
import type { DriftGroup, DriftPair, DriftRow } from '#lib/shared/drift.ts';

export type GroupRow = { entry: 'group'; key: string; group: DriftGroup; isOpen: boolean };
export type UserRow = { entry: 'user'; key: string; row: DriftRow; groupKey: string };
/** What is not read yet. `failed`: it could not be. */
export type RestRow = {
  entry: 'rest';
  key: string;
  groupKey: string;
  left: number;
  state: 'reading' | 'more' | 'failed';
};
export type TreeRow = GroupRow | UserRow | RestRow;

export type OpenGroup = { rows: readonly DriftRow[]; hasMore: boolean; state: RestRow['state'] };

/** What is picked: rows by id, groups by key. */
export type PickedRows = { ids: ReadonlySet<number>; groups: ReadonlySet<string> };
export const nothingPicked: PickedRows = { ids: new Set(), groups: new Set() };

export function pairOf({ provider, key, direction, ours, theirs }: DriftPair): DriftPair {
  return { provider, key, direction, ours, theirs };
}

export function keyOfGroup(pair: DriftPair): string {
  return JSON.stringify(Object.values(pairOf(pair)));
}

export function treeRows(groups: readonly DriftGroup[], open: ReadonlyMap<string, OpenGroup>): TreeRow[] {
  return groups.flatMap((group): TreeRow[] => {
    const key = keyOfGroup(group);
    const inside = open.get(key);
    const head: GroupRow = { entry: 'group', key, group, isOpen: inside !== undefined };
    if (!inside) return [head];
    const rows = inside.rows.map(
      (row): UserRow => ({ entry: 'user', key: `user ${row.id}`, row, groupKey: key }),
    );
    const left = group.count - rows.length;
    const isDone = inside.state === 'more' && !inside.hasMore;
    return isDone
      ? [head, ...rows]
      : [head, ...rows, { entry: 'rest', key: `rest ${key}`, groupKey: key, left, state: inside.state }];
  });
}

export function isPicked(row: TreeRow, { ids, groups }: PickedRows): boolean {
  if (row.entry === 'group') return groups.has(row.key);
  return row.entry === 'user' && (groups.has(row.groupKey) || ids.has(row.row.id));
}

/** A row of a picked group goes with its group: picked alone, it takes the group's place. */
export function togglePicked(row: TreeRow, picked: PickedRows): PickedRows {
  const ids = new Set(picked.ids);
  const groups = new Set(picked.groups);
  if (row.entry === 'group') {
    if (!groups.delete(row.key)) groups.add(row.key);
  } else if (row.entry === 'user') {
    groups.delete(row.groupKey);
    if (!ids.delete(row.row.id)) ids.add(row.row.id);
  }
  return { ids, groups };
}

/** As the actions take them; `count`: of differences. Rows of picked groups are counted once. */
export function pickedInput(rows: readonly TreeRow[], { ids, groups }: PickedRows) {
  const picked = rows.flatMap((row) => (row.entry === 'group' && groups.has(row.key) ? [row.group] : []));
  const inGroups = new Set(
    rows.flatMap((row) => (row.entry === 'user' && groups.has(row.groupKey) ? [row.row.id] : [])),
  );
  const alone = [...ids].filter((id) => !inGroups.has(id));
  return {
    ids: alone,
    groups: picked.map(pairOf),
    count: alone.length + picked.reduce((sum, group) => sum + group.count, 0),
  };
}
