import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ListPlace, listPlace, listStart, nextPlace, readCursor, writeCursor } from './list-place.ts';

const max = 2_000;
const stop = (reason: string) => new Error(reason);

/** Reads until the end or an error; gives how often it read. */
function walk(pageAt: (at: number, reads: number) => { read: number; total: number | null }): number {
  let place: ListPlace | null = listStart;
  let reads = 0;
  while (place) {
    const { read, total }: { read: number; total: number | null } = pageAt(place.at, reads);
    reads += 1;
    const lost: number = Math.max(0, (place.total ?? 0) - (total ?? 0));
    const ids = Array.from({ length: read }, (_, index) => `${reads}.${index}`);
    place = nextPlace(place, { ids, read, total, lost }, max, stop);
  }
  return reads;
}

test('a list of any length is read to its end, each row once', () => {
  fc.assert(
    fc.property(fc.nat(900), fc.integer({ min: 1, max: 40 }), fc.boolean(), (length, size, counted) => {
      const seen: number[] = [];
      walk((at) => {
        const read = Math.max(0, Math.min(size, length - at));
        for (let row = at; row < at + read; row += 1) seen.push(row);
        return { read, total: counted ? length : null };
      });
      expect(seen).toEqual(Array.from({ length }, (_, row) => row));
    }),
  );
});

test('whatever a provider says of its list, it ends', () => {
  const said = fc.record({ read: fc.nat(30), total: fc.option(fc.nat(3_000)) });
  fc.assert(
    fc.property(fc.array(said, { minLength: 1, maxLength: 8 }), (answers) => {
      let reads = 0;
      try {
        walk((_at, read) => {
          reads = read;
          return answers[read % answers.length] ?? expect.unreachable();
        });
      } catch (error) {
        expect(error).not.toHaveProperty('matcherResult');
      }
      expect(reads).toBeLessThan(max * 300);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['has no end', () => ({ read: 10, total: null }), 'without end'],
  ['has no end, and counts on', (at: number) => ({ read: 10, total: at + 20 }), 'grows while it is read'],
  [
    'loses some with every other page and gets them back',
    (_at: number, reads: number) => ({ read: 10, total: 900 - (reads % 2) * 20 }),
    'shorter again and again',
  ],
])('a list that %s stops with a reason', (_name, pageAt, reason) => {
  expect(() => walk(pageAt)).toThrow(reason);
});

test('a cursor goes on where it was written, and behind the end nothing is left', () => {
  const place = { at: 7, total: 9, first: 9, stepsBack: 0, print: 'p' };
  expect(readCursor(writeCursor(place), listPlace, listStart)).toEqual(place);
  expect(readCursor(writeCursor(null), listPlace, listStart)).toBeNull();
  for (const other of [null, '', '{', '[]', 'null', '{"at":-1}', '{"at":1e400}'])
    expect(readCursor(other, listPlace, listStart)).toEqual(listStart);
});
