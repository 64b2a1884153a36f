import { expect, test } from 'vitest';
import { ProviderError } from '../errors.ts';
import { createSharedWalk } from './shared-walk.ts';
import { usersReply } from './wire.ts';

/** One user a page; `numbers`: the pages asked for. */
function threePages() {
  const numbers: number[] = [];
  const listUsers = async (_partner: string, _query: string | null, page: number) => {
    numbers.push(page);
    return usersReply.parse({ data: [{ id: `u${page}` }], meta: { 'total-pages': 3 } });
  };
  return { numbers, listUsers };
}

test('a search that takes too long says on which page it stopped', async () => {
  const { numbers, listUsers } = threePages();
  const walk = createSharedWalk({ listUsers }, '7', 0);
  await expect(walk.find('u3', [])).rejects.toMatchObject({
    code: 'timeout',
    message: expect.stringContaining('page 1 of 3'),
  });
  expect(numbers).toEqual([1]);
});

test('a search begins at the first page, also after one that failed', async () => {
  const { numbers, listUsers } = threePages();
  let fails = true;
  const walk = createSharedWalk(
    {
      listUsers: async (partner, query, page) => {
        if (fails && page === 2) throw new ProviderError('cerego', 'server-error', 'Down.');
        return listUsers(partner, query, page);
      },
    },
    '7',
  );
  await expect(walk.find('u3', [])).rejects.toMatchObject({ code: 'server-error' });
  fails = false;
  expect((await walk.find('u3', []))?.user.id).toBe('u3');
  expect(numbers).toEqual([1, 1, 2, 3]);
});

test('a mistake of the program reaches who waits instead of leaving them waiting', async () => {
  const listUsers = async () => {
    throw new TypeError('a mistake');
  };
  await expect(createSharedWalk({ listUsers }, '7').find('u1', [])).rejects.toThrow('a mistake');
});
