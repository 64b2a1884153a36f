import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeEntries, type Stream } from './merge-entries.ts';

type Line = { id: number; at: string };
const at = (second: number) => new Date(second * 1_000).toISOString();
const top = Number.MAX_SAFE_INTEGER;

/** The newest `limit` lines before an id, scanning at most `reach` ids. */
function search(log: readonly Line[], before: number, limit: number, reach: number): Stream<Line> {
  const older = log.filter(({ id }) => id < before).sort((one, other) => other.id - one.id);
  const seen = older.slice(0, reach);
  const lines = seen.filter(({ id }) => id % 3 === 0).slice(0, limit);
  if (lines.length === limit) return { lines, scannedThrough: lines.at(-1)?.id ?? null, reachedAt: null };
  const last = seen.at(-1);
  return seen.length < older.length && last
    ? { lines, scannedThrough: last.id, reachedAt: last.at }
    : { lines, scannedThrough: null, reachedAt: null };
}

test('page by page nothing is lost, doubled or out of order, wherever a search stops', () => {
  const log = fc
    .array(fc.nat({ max: 40 }), { maxLength: 40 })
    .map((seconds) =>
      [...seconds]
        .sort((one, other) => one - other)
        .map((second, place) => ({ id: place + 1, at: at(second) })),
    );
  fc.assert(
    fc.property(
      log,
      log,
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 9 }),
      (changes, events, limit, reach) => {
        let place = { changes: top, events: top };
        const shown: string[] = [];
        const times: string[] = [];
        for (let pages = 0; pages < 200; pages += 1) {
          const merged = mergeEntries(
            search(changes, place.changes, limit, reach),
            search(events, place.events, limit, reach),
            place,
            limit,
          );
          shown.push(...merged.entries.map(({ from, line }) => `${from} ${line.id}`));
          times.push(...merged.entries.map(({ line }) => line.at));
          if (!merged.more) break;
          place = merged.place;
        }
        const wanted = [
          ...changes.filter(({ id }) => id % 3 === 0).map(({ id }) => `changes ${id}`),
          ...events.filter(({ id }) => id % 3 === 0).map(({ id }) => `events ${id}`),
        ];
        expect([...shown].sort()).toEqual(wanted.sort());
        expect(times).toEqual([...times].sort().reverse());
      },
    ),
  );
});
