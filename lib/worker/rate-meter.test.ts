import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRateMeter } from './rate-meter.ts';

const second = 1_000;

/** Spread over each second. */
function feed(meter: ReturnType<typeof createRateMeter>, perSecond: number, from: number, seconds: number) {
  for (let at = 0; at < seconds * perSecond; at += 1) meter.add(1, from + (at / perSecond) * second);
}

test('after a minute the time left is told within a fifth of what it will be', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 60, max: 200 }), (perSecond, seconds) => {
      const meter = createRateMeter();
      const from = 1_700_000_000_000;
      feed(meter, perSecond, from, seconds);
      const [measure] = meter.measures(from + seconds * second);
      const open = perSecond * 1_000;
      const toldMs = (open / (measure?.rate ?? Number.NaN)) * second;
      expect(Math.abs(toldMs / (1_000 * second) - 1)).toBeLessThan(0.2);
    }),
    { numRuns: 40 },
  );
});

test('a pace that changes is told anew within a minute, and a run at rest is not told at all', () => {
  const meter = createRateMeter();
  const from = 1_700_000_000_000;
  feed(meter, 100, from, 60);
  feed(meter, 10, from + 60 * second, 60);
  expect(meter.measures(from + 120 * second)[0]?.rate).toBeCloseTo(10, 0);
  expect(meter.measures(from + 500 * second)).toEqual([]);
});
