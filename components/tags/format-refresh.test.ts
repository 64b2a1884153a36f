import { expect, test } from 'vitest';
import { formatRefresh, type RefreshedProvider } from './format-refresh.ts';

const read = (label: string, drift = 0): RefreshedProvider => ({
  label,
  state: 'read',
  message: null,
  drift,
});

test('what differed is said with its number and its provider', () => {
  expect(formatRefresh([read('Cerego', 2), read('Capillary')])).toMatchObject({
    tone: 'warn',
    text: 'Cerego differed in 2 tags: shown now as Cerego has them',
  });
});

test('a clean reading names who was read', () => {
  expect(formatRefresh([read('Cerego'), read('Capillary'), read('FRAGMENT')]).text).toBe(
    'Cerego, Capillary and FRAGMENT refreshed, no differences',
  );
});

test('one provider’s outage is said beside what the others showed', () => {
  const down: RefreshedProvider = {
    label: 'FRAGMENT',
    state: 'failed',
    message: 'No answer in 10 s.',
    drift: 0,
  };
  expect(formatRefresh([read('Cerego'), down])).toMatchObject({
    tone: 'warn',
    text: 'Cerego refreshed, no differences',
    detail: 'FRAGMENT could not be read: No answer in 10 s.',
  });
  expect(formatRefresh([down]).tone).toBe('danger');
});
