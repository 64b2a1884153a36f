import { expect, test } from 'vitest';
import { noOutcomes, type RunProvider } from '#lib/shared/runs.ts';
import { lookAgainMs } from './look-again.ts';
import { formatStatus } from './run-state.ts';
import { runProviderOf } from './testing.ts';

const none = noOutcomes;

function runProvider(state: RunProvider['state'], isHeld = false): RunProvider {
  const hold = { kind: 'outage', message: 'Vero answers 503.', since: null, until: null } as const;
  return runProviderOf({ provider: 'vero', state, hold: isHeld ? hold : null });
}

test('a provider that waits is said, a provider that is done is not counted', () => {
  const textOf = (providers: RunProvider[]) =>
    formatStatus({ status: 'running', providers, counts: none }).text;
  expect(textOf([runProvider('running'), runProvider('running')])).toBe('Running');
  expect(textOf([runProvider('running'), runProvider('running', true), runProvider('finished')])).toBe(
    'Running, 1 of 2 providers',
  );
  expect(textOf([runProvider('running', true)])).toBe('Waiting');
});

test('a run of which some providers were cancelled is finished without those; cancelled as a whole it is cancelled', () => {
  const textOf = (...states: RunProvider['state'][]) => {
    const ids = ['vero', 'fragment', 'capillary'] as const;
    const providers = states.map((state, index) => ({
      ...runProvider(state),
      provider: ids[index] ?? 'vero',
    }));
    return formatStatus({ status: 'cancelled', providers, counts: none });
  };
  expect(textOf('finished', 'cancelled')).toEqual({
    text: 'Finished, FRAGMENT cancelled',
    tone: 'neutral',
    brief: 'Partly cancelled',
  });
  expect(textOf('cancelled', 'finished', 'cancelled').text).toBe('Finished, 2 providers cancelled');
  expect(textOf('cancelled', 'cancelled').text).toBe('Cancelled');
});

test('a finished run is green only when nothing went wrong, and says what did', () => {
  const state = (counts: Partial<typeof none>) =>
    formatStatus({ status: 'finished', providers: [], counts: { ...none, ...counts } });
  expect(state({ confirmed: 3 })).toEqual({ text: 'Finished', tone: 'ok' });
  expect(state({ confirmed: 3, refused: 202 })).toEqual({ text: 'Finished, 202 refused', tone: 'danger' });
  expect(state({ unknown: 1 })).toEqual({ text: 'Finished, 1 unknown', tone: 'warn' });
  expect(state({ unknown: 1, failed: 2 })).toEqual({ text: 'Finished, 3 errors', tone: 'danger' });
});

test('a run that has ended is watched on while an unknown outcome can still be looked up', () => {
  const unknown = { ...runProvider('finished'), counts: { ...none, unknown: 1 } };
  const again = (providers: RunProvider[]) => lookAgainMs({ status: 'finished', providers });
  expect(again([runProvider('finished')])).toBe(false);
  expect(again([{ ...unknown, provider: 'fragment' }])).toBe(5_000);
  expect(again([{ ...unknown, provider: 'vero' }])).toBe(false);
});
