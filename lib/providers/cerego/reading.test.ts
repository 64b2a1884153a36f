import { describe, expect, test } from 'vitest';
import { startSandbox } from '#lib/sandbox/server.ts';
import { connectCerego } from '../conformance/connect.ts';
import type { IdentityPage, TagProvider } from '../contract.ts';
import { startProviderEnvironment } from '../test-environment.ts';

const types = [{ id: '3', name: 'Region' }];
const env = startProviderEnvironment(
  {
    id: 'cerego',
    create: connectCerego(types, ({ DEPARTMENTS }) => ({ departmentUsers: DEPARTMENTS !== 'no' })),
    seed: { cerego: { tagTypes: types, users: [] } },
    settings: { cerego: { includeTags: true } },
    externalId: '900002500',
  },
  startSandbox,
);

const last = '900002999';
const region = [{ key: 'Region', value: 'Texas', providerTagId: expect.any(String) }];
const updateRegion = { verb: 'update' as const, key: 'Region', value: 'Oregon' };

/** Ids from 900000000; all with an e-mail and a region. */
async function crowd(size: number, settings: object = {}) {
  const opened = await env.open();
  const users = Array.from({ length: size }, (_, index) => ({
    id: String(900_000_000 + index),
    memberId: `m${index}`,
    email: `p${index}@mail.example`,
    tags: [{ typeId: '3', value: 'Texas' }],
  }));
  await opened.world.seed({ cerego: { users } });
  await opened.world.settings({ cerego: settings });
  return opened;
}

async function listings(world: Awaited<ReturnType<typeof env.open>>['world']) {
  return (await world.log())
    .filter(({ method, path }) => method === 'GET' && path.endsWith('/users'))
    .map(({ query }) => query);
}

/** As a fault's body. */
const pageOf = (ids: readonly string[], pages: unknown) =>
  JSON.stringify({
    data: ids.map((id) => ({ id, relationships: { 'partner-user-tags': { data: [] } } })),
    meta: { 'total-pages': pages, 'total-count': 1 },
  });

describe('among 3,000 users', () => {
  test('one with an e-mail is found by it, in one call that asks for departments too', async () => {
    const { world, client } = await crowd(3_000);
    expect((await client.readTags(last, { email: 'p2999@mail.example' })).tags).toEqual(region);
    expect(await listings(world)).toEqual([
      { query: 'p2999@mail.example', include_department_users: 'true', 'page[number]': '1' },
    ]);
  });

  test('one without an e-mail is found page by page, and each page is told', async () => {
    const { world, client } = await crowd(3_000);
    const pages: string[] = [];
    const { tags, exchanges } = await client.readTags(last, {
      onProgress: ({ page, pages: all }) => pages.push(`${page} of ${all}`),
    });
    expect(tags).toEqual(region);
    expect(pages).toHaveLength(199);
    expect(pages.at(-1)).toBe('199 of 200');
    expect(exchanges).toHaveLength(1);
    expect((await listings(world)).every((query) => query.query === undefined)).toBe(true);
  });

  test('an id that nobody has is said to be unknown when all pages were seen', async () => {
    const { world, client } = await crowd(3_000);
    await expect(client.readTags('1')).rejects.toMatchObject({ code: 'not-found' });
    expect(await listings(world)).toHaveLength(200);
  });

  test('many who ask meanwhile share the pages', async () => {
    const { world, client } = await crowd(3_000);
    const ids = Array.from({ length: 40 }, (_, index) => String(900_002_000 + index * 20));
    const read = await Promise.all(ids.map((id) => client.readTags(id)));
    expect(read.map(({ tags }) => tags)).toEqual(ids.map(() => region));
    expect((await listings(world)).length).toBeLessThanOrEqual(201);
  });

  test('who comes later sees the rest, then the beginning', async () => {
    const { world, client } = await crowd(300);
    const joined: Promise<unknown>[] = [];
    await client.readTags('900000299', {
      onProgress: ({ page }) => {
        if (page === 10) joined.push(client.readTags('1').catch((error: unknown) => error));
      },
    });
    expect(await Promise.all(joined)).toMatchObject([{ code: 'not-found' }]);
    const numbers = (await listings(world)).map((query) => Number(query['page[number]']));
    const round = Array.from({ length: 20 }, (_, index) => index + 1);
    expect(numbers.slice(0, 20)).toEqual(round);
    expect(numbers.slice(20)).toEqual(round.slice(0, numbers.length - 20));
    expect(numbers.length).toBeLessThanOrEqual(31);
  });

  test('whoever was seen on the way is found again by one call', async () => {
    const { world, client } = await crowd(3_000);
    await client.readTags(last);
    const before = (await listings(world)).length;
    expect((await client.readTags('900001500')).tags).toEqual(region);
    expect((await listings(world)).length).toBe(before + 1);
  });
});

test('an e-mail that two people have finds the one of that id', async () => {
  const { world, client } = await crowd(40);
  const twins = ['1', '2'].map((id) => ({ id, relationships: { 'partner-user-tags': { data: [] } } }));
  const body = JSON.stringify({ data: twins, meta: { 'total-pages': 1 } });
  await world.fault({ kind: 'status', status: 200, body, match: { method: 'GET' } });
  expect((await client.readTags('2', { email: 'shared@mail.example' })).tags).toEqual([]);
});

test('an e-mail that finds somebody else leads to the list', async () => {
  const { client } = await crowd(40);
  expect((await client.readTags('900000039', { email: 'p1@mail.example' })).tags).toEqual(region);
});

test('an id that is another’s member id is not taken for them', async () => {
  const { world, client } = await crowd(20);
  await world.seed({ cerego: { users: [{ id: '77', memberId: '900000019' }] } });
  expect((await client.readTags('900000019')).tags).toEqual(region);
});

test('one of a department is found, with an e-mail and without', async () => {
  const { world, client } = await crowd(20);
  const hidden = {
    id: '77',
    email: 'd@mail.example',
    department: true,
    tags: [{ typeId: '3', value: 'Texas' }],
  };
  await world.seed({ cerego: { users: [hidden] } });
  expect((await client.readTags('77')).tags).toEqual(region);
  expect((await client.readTags('77', { email: 'd@mail.example' })).tags).toEqual(region);
});

describe('a list that cannot be', () => {
  test.each([-1, 0, 1.5, 100_001, 1e300])('with %d pages is not believed', async (pages) => {
    const { world, client } = await crowd(20);
    const body = pageOf(['1'], pages);
    await world.fault({ kind: 'status', status: 200, body, match: { method: 'GET' }, times: null });
    await expect(client.readTags('900000019')).rejects.toMatchObject({ code: 'bad-answer' });
    expect(await listings(world)).toHaveLength(1);
  });

  test('whose pages repeat ends the search without saying that nobody is there', async () => {
    const { world, client } = await crowd(20);
    const body = pageOf(['1', '2'], 5_000);
    await world.fault({ kind: 'status', status: 200, body, match: { method: 'GET' }, times: null });
    await expect(client.readTags('900000019')).rejects.toMatchObject({ code: 'bad-answer' });
    expect(await listings(world)).toHaveLength(2);
  });

  test('that ends before its number of pages is at its end', async () => {
    const { world, client } = await crowd(20);
    for (const ids of [['1'], ['2'], []]) {
      const body = pageOf(ids, 5_000);
      await world.fault({ kind: 'status', status: 200, body, match: { method: 'GET' } });
    }
    await expect(client.readTags('3')).rejects.toMatchObject({ code: 'not-found' });
    expect(await listings(world)).toHaveLength(3);
  });

  test('without paging is one page', async () => {
    const { world, client } = await crowd(20);
    const body = pageOf(['1'], null);
    await world.fault({ kind: 'status', status: 200, body, match: { method: 'GET' } });
    await expect(client.readTags('2')).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('an error on one page is told to all who wait, and the next search begins anew', async () => {
  const { world, client } = await crowd(60);
  await world.fault({ kind: 'status', status: 500, match: { method: 'GET' }, times: 2 });
  const read = await Promise.allSettled(['900000059', '900000058'].map((id) => client.readTags(id)));
  expect(read).toMatchObject([
    { status: 'rejected', reason: { code: 'server-error' } },
    { status: 'rejected', reason: { code: 'server-error' } },
  ]);
  expect((await client.readTags('900000059')).tags).toEqual(region);
});

test('an update whose tag id is not known is read for by e-mail, then sent', async () => {
  const { world, client } = await crowd(3_000);
  const asked = { externalId: last, operations: [updateRegion], before: [] };
  const { results } = await client.apply({ ...asked, email: 'p2999@mail.example' });
  expect(results).toMatchObject([{ outcome: 'confirmed' }]);
  expect(await listings(world)).toHaveLength(1);
});

describe('the list of people', () => {
  async function list(
    client: TagProvider,
    onPage: (page: IdentityPage, number: number) => unknown = () => {},
  ) {
    const found = new Set<string>();
    let number = 0;
    for await (const page of client.listIdentities?.(null) ?? []) {
      for (const { externalId } of page.rows) found.add(externalId);
      number += 1;
      await onPage(page, number);
    }
    return found;
  }

  test('loses nobody where people go while it is read: what may have moved is read again', async () => {
    const { world, client } = await crowd(100);
    const gone = ['900000002', '900000007', '900000031'];
    const found = await list(client, async (_page, number) => {
      if (number === 2) await world.edit({ gone: { cerego: gone.slice(0, 2) } });
      if (number === 5) await world.edit({ gone: { cerego: gone.slice(2) } });
    });
    const left = Array.from({ length: 100 }, (_, index) => String(900_000_000 + index));
    expect([...found].sort()).toEqual(expect.arrayContaining(left.filter((id) => !gone.includes(id))));
    const numbers = (await listings(world)).map((query) => Number(query['page[number]']));
    expect(numbers).toEqual([1, 2, 3, 2, 3, 4, 3, 4, 5, 6, 7]);
  });

  test('gives whoever comes at its end while it is read, and counts people', async () => {
    const { world, client } = await crowd(30);
    const totals: unknown[] = [];
    const found = await list(client, async (page, number) => {
      totals.push(page.total);
      if (number === 1) await world.seed({ cerego: { users: [{ id: '77' }] } });
    });
    expect(found.has('77')).toBe(true);
    expect(totals).toEqual([30, 31, 31]);
  });

  test('holds departments, or does not where the client is told so', async () => {
    const { world, client } = await crowd(20);
    await world.seed({ cerego: { users: [{ id: '77', department: true }] } });
    expect((await list(client)).has('77')).toBe(true);
    const found = await list(env.connect(world, { DEPARTMENTS: 'no' }, 10_000));
    expect([found.has('77'), found.size]).toEqual([false, 20]);
    expect((await listings(world)).at(-1)).toEqual({ 'page[number]': '2' });
  });

  test('cannot be had without a partner id', async () => {
    const { world } = await crowd(1);
    const client = env.connect(world, { CEREGO_PARTNER_ID: '' });
    await expect(list(client)).rejects.toMatchObject({ code: 'unsupported' });
  });

  test('that says nothing of its length ends with a page of nobody', async () => {
    const { world, client } = await crowd(0);
    for (const ids of [['1', '2'], ['3'], []]) {
      const body = pageOf(ids, null);
      await world.fault({ kind: 'status', status: 200, body, match: { method: 'GET' } });
    }
    expect([...(await list(client))]).toEqual(['1', '2', '3']);
    expect(await listings(world)).toHaveLength(3);
  });
});
