import { expect, test } from 'vitest';
import { handOver } from './hand-over.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('gives one after the other, each only when the one before is done with', async () => {
  const steps: string[] = [];
  const numbers = handOver<number>(async (give) => {
    for (const number of [1, 2, 3]) {
      steps.push(`made ${number}`);
      await give(number);
    }
    steps.push('over');
  });
  for await (const number of numbers) {
    await turn();
    steps.push(`took ${number}`);
  }
  expect(steps).toEqual(['made 1', 'took 1', 'made 2', 'took 2', 'made 3', 'took 3', 'over']);
});

test('what fails reaches who reads, after what was given', async () => {
  const seen: number[] = [];
  const numbers = handOver<number>(async (give) => {
    await give(1);
    throw new Error('It broke off.');
  });
  await expect(
    (async () => {
      for await (const number of numbers) seen.push(number);
    })(),
  ).rejects.toThrow('It broke off.');
  expect(seen).toEqual([1]);
  await expect(Array.fromAsync(handOver(() => Promise.reject(new Error('At once.'))))).rejects.toThrow(
    'At once.',
  );
  expect(await Array.fromAsync(handOver(async () => {}))).toEqual([]);
});

test('who stops ends the work, and waits until it has ended', async () => {
  let ended = false;
  const endless = handOver<number>(async (give) => {
    try {
      for (let number = 0; ; number += 1) await give(number);
    } finally {
      await turn();
      ended = true;
    }
  });
  for await (const number of endless) if (number === 2) break;
  expect(ended).toBe(true);
});
