import { expect, test } from 'vitest';
import { formatLeft, leftOfRun } from './left.ts';

const outage = { kind: 'outage', message: 'Capillary answers 503.', since: null, until: null } as const;
const vero = { provider: 'vero', state: 'running', hold: null, leftMs: 244_000 } as const;
const capillary = { provider: 'capillary', state: 'running', hold: outage, leftMs: null } as const;

test('a provider that waits promises no time', () => {
  expect(formatLeft(vero)).toBe('4 min 4 s');
  expect(formatLeft(capillary)).toBe('waits');
  expect(formatLeft({ ...vero, leftMs: null })).toBe('measuring');
  expect(formatLeft({ ...vero, state: 'finished', leftMs: 0 })).toBe('done');
});

test('the run takes as long as its slowest moving provider, and names the ones that wait', () => {
  const cerego = { ...vero, provider: 'cerego', leftMs: 579_000 } as const;
  expect(leftOfRun([vero, cerego])).toEqual({ label: 'Left', text: '9 min 39 s' });
  expect(leftOfRun([vero, cerego, capillary])).toEqual({
    label: 'Left, without Capillary',
    text: '9 min 39 s',
  });
  expect(leftOfRun([capillary])).toEqual({ label: 'Left', text: 'waits' });
});
