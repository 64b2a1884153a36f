import { expect, test } from 'vitest';
import { createSharedList } from './shared-list.ts';

function readings() {
  const begun: { refs: string[]; end(): void; fail(error: Error): void }[] = [];
  const read = createSharedList({
    findUsers: (refs) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const number = begun.length;
      begun.push({ refs: [...refs], end: resolve, fail: reject });
      return promise.then(() => ({
        find: (ref) => (refs.has(ref) ? { id: ref, externalId: `reading ${number}`, tags: [] } : null),
        all: () => [],
      }));
    },
  });
  return { begun, read: async (ref: string) => (await read(ref)).user };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('nobody gets a list that began before they asked, and each finds whom they asked for', async () => {
  const { begun, read } = readings();
  const first = read('a');
  await turn();
  const second = [read('b'), read('c')];
  await turn();
  expect(begun.map(({ refs }) => refs)).toEqual([['a']]);
  begun[0]?.end();
  expect(await first).toMatchObject({ id: 'a', externalId: 'reading 0' });
  await turn();
  const third = read('d');
  expect(begun.map(({ refs }) => refs)).toEqual([['a'], ['b', 'c']]);
  begun[1]?.end();
  expect(await Promise.all(second)).toMatchObject([{ id: 'b' }, { id: 'c', externalId: 'reading 1' }]);
  await turn();
  begun[2]?.end();
  expect(await third).toMatchObject({ id: 'd', externalId: 'reading 2' });
});

test('a reading that fails is told to those who shared it, and the next is tried', async () => {
  const { begun, read } = readings();
  const first = read('a');
  await turn();
  const second = read('b');
  begun[0]?.fail(new Error('gone'));
  await expect(first).rejects.toThrow('gone');
  await turn();
  begun[1]?.end();
  expect(await second).toMatchObject({ id: 'b', externalId: 'reading 1' });
});
