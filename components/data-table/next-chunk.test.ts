import { expect, test } from 'vitest';
import { type DrawnRow, nextChunk } from './next-chunk.ts';

type Row = { id: number };
const columns = [{ id: 'name', head: 'Name', width: '1fr', cell: ({ id }: Row) => id }];
const rowsFrom = (start: number) => Array.from({ length: 20 }, (_, index) => ({ id: start + index }));

function draw(
  rows: readonly Row[],
  before: ReadonlyMap<number, DrawnRow<Row>> | null,
  size: number,
  first = 0,
) {
  const input = {
    first,
    end: 10 + first,
    seen: { first, end: 8 + first },
    columns,
    rowKey: ({ id }: Row) => String(id),
  };
  return nextChunk({ ...input, rowAt: (index) => rows[index] }, before, size);
}
const idsOf = (drawn: ReadonlyMap<number, DrawnRow<Row>>) =>
  [...drawn.keys()].sort((a, b) => a - b).map((index) => drawn.get(index)?.row?.id);

test('other rows come chunk by chunk, and a place keeps what it showed until its turn', () => {
  const all = draw(rowsFrom(0), null, Infinity);
  expect(all).toMatchObject({ fresh: 10, late: null });
  const other = rowsFrom(100);
  const one = draw(other, all.drawn, 4);
  expect(idsOf(one.drawn)).toEqual([100, 101, 102, 103, 4, 5, 6, 7, 8, 9]);
  expect(one.late).toBe('seen');
  const two = draw(other, one.drawn, 4);
  expect(two.late).toBe('beyond');
  const three = draw(other, two.drawn, 4);
  expect(idsOf(three.drawn)).toEqual(other.slice(0, 10).map(({ id }) => id));
  expect(three).toMatchObject({ fresh: 2, late: null });
});

test('nobody stands in two places while rows move', () => {
  const rows = rowsFrom(0);
  const all = draw(rows, null, Infinity);
  const turned = [...rows.slice(0, 10)].reverse();
  const chunk = draw(turned, all.drawn, 3);
  const ids = idsOf(chunk.drawn).filter((id) => id !== undefined);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.slice(0, 3)).toEqual([9, 8, 7]);
});

test('rows that are the same cost nothing of a chunk, and a place without an earlier row waits empty', () => {
  const rows = rowsFrom(0);
  const all = draw(rows, null, Infinity);
  const scrolled = draw(rows, all.drawn, 2, 5);
  expect(idsOf(scrolled.drawn)).toEqual([5, 6, 7, 8, 9, 10, 11, undefined, undefined, undefined]);
  expect(scrolled).toMatchObject({ fresh: 2, late: 'seen' });
});

test('rows on their way take their turn, too: what stands for them is drawn as well', () => {
  const rows: Row[] = [];
  const chunk = draw(rows, draw(rowsFrom(0), null, Infinity).drawn, 3);
  expect(chunk).toMatchObject({ fresh: 3, late: 'seen' });
  const bare = draw(rows, null, 3).drawn;
  expect([...bare.values()].map(({ isBare }) => isBare)).toEqual([
    ...Array.from({ length: 3 }, () => false),
    ...Array.from({ length: 7 }, () => true),
  ]);
  expect(draw(rows, bare, Infinity)).toMatchObject({ fresh: 7, late: null });
});
