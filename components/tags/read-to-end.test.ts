import { expect, test } from 'vitest';
import type { ProviderId } from '#lib/providers/ids.ts';
import { readToEnd } from './read-to-end.ts';

type Ask = Parameters<typeof readToEnd>[1]['ask'];

const read = (provider: ProviderId, drift = 0) => ({
  provider,
  state: 'read' as const,
  message: null,
  drift,
});
const reading = (page: number) => ({
  provider: 'cerego' as const,
  state: 'reading' as const,
  message: `Looking through Cerego’s list: page ${page} of 200`,
  drift: 0,
});

function asking(answers: Awaited<ReturnType<Ask>>[]) {
  const asked: (ProviderId | null)[] = [];
  const told: string[] = [];
  const ask: Ask = async (provider) => {
    asked.push(provider);
    return answers.shift() ?? null;
  };
  return { asked, told, ways: { ask, tell: (words: string) => told.push(words), pause: async () => {} } };
}

test('a reading that goes on is asked for again, alone, until it has ended', async () => {
  const { asked, told, ways } = asking([
    { ok: true, value: [reading(40), read('capillary', 1)] },
    { ok: true, value: [reading(90)] },
    { ok: true, value: [read('cerego', 2)] },
  ]);
  expect(await readToEnd(null, ways)).toMatchObject({
    ok: true,
    value: [
      { label: 'Capillary', drift: 1 },
      { label: 'Cerego', drift: 2 },
    ],
  });
  expect(asked).toEqual([null, 'cerego', 'cerego']);
  expect(told).toEqual([
    'Looking through Cerego’s list: page 40 of 200',
    'Looking through Cerego’s list: page 90 of 200',
  ]);
});

test('what was read stands although a later asking gets no answer', async () => {
  const { ways } = asking([{ ok: true, value: [reading(40), read('capillary')] }, null]);
  expect(await readToEnd(null, ways)).toMatchObject({
    value: [
      { label: 'Capillary', state: 'read' },
      { label: 'Cerego', state: 'failed', message: expect.stringContaining('did not answer') },
    ],
  });
});

test('no answer to the first asking is no answer', async () => {
  expect(await readToEnd('cerego', asking([null]).ways)).toBeNull();
});
