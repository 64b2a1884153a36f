import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '#lib/sandbox/server.ts';
import { createCapillary } from './capillary/index.ts';
import { mintWorld, requireVariable, type World } from './conformance/world.ts';
import type { Operation } from './contract.ts';

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const add = (key: string): Operation => ({ verb: 'add', key, value: null });
const remove = (key: string): Operation => ({ verb: 'remove', key, value: null });

async function open() {
  const world = await mintWorld(sandbox.url, 'capillary', {
    capillary: { labels: ['vip', 'prospect', 'lapsed'] },
  });
  const client = createCapillary({
    baseUrl: requireVariable(world.environment, 'CAPILLARY_BASE_URL'),
    username: requireVariable(world.environment, 'CAPILLARY_USERNAME'),
    password: requireVariable(world.environment, 'CAPILLARY_PASSWORD'),
    changeLabelsMethod: 'POST',
    pace: { perSecond: 1_000, concurrent: 4, timeoutMs: 2_000 },
  });
  onTestFinished(() => client.close());
  return { world, client };
}

/** As a run does. Gives results by customer, and the calls. */
async function addToMany(count: number, prepare: (world: World) => Promise<void> = async () => {}) {
  const { world, client } = await open();
  const userIds = Array.from({ length: count }, (_, index) => String(500 + index));
  await world.seed({ capillary: { customers: userIds.map((id) => ({ userId: id })) } });
  await prepare(world);
  let answered = 0;
  const together = {
    onAnswered: () => {
      answered += 1;
    },
  };
  const results = await Promise.all(
    userIds.map((externalId) =>
      client.apply({ externalId, operations: [add('prospect')], before: [], together }),
    ),
  );
  const log = await world.log();
  return {
    world,
    userIds,
    results,
    answered,
    searches: log.filter(isSearch),
    reads: log.filter(isRead),
    log,
  };
}

const isSearch = ({ path }: { path: string }) => path.endsWith('/customers/labels/search');
const isRead = ({ method, path }: { method: string; path: string }) =>
  method === 'GET' && /\/customers\/\d+\/labels$/.test(path);

test('additions to many customers are proved together, for far less than two calls each', async () => {
  const { userIds, results, answered, log } = await addToMany(200);
  expect(results.flatMap(({ results }) => results.map(({ outcome }) => outcome))).toEqual(
    Array(200).fill('confirmed'),
  );
  expect(answered).toBe(200);
  expect(log.length).toBeLessThan(200 * 1.3);
  // Of a page the ledger keeps the customer's own row.
  for (const [index, { exchanges }] of results.entries())
    expect(exchanges.at(-1)).toMatchObject({
      answer: expect.stringContaining(`"userId":"${userIds[index]}"`),
    });
});

const emptyPage = { pagination: { limit: 10, offset: 0, total: 0 }, data: [], warnings: [], errors: [] };
const longerLabel = (userId: number) => ({ userId, customerLabels: [{ labelName: 'prospect of 2020' }] });

test.each([
  ['lags behind', emptyPage],
  [
    'finds labels that only begin so',
    {
      ...emptyPage,
      pagination: { total: 50 },
      data: Array.from({ length: 50 }, (_, index) => longerLabel(500 + index)),
    },
  ],
  [
    'finds another case',
    {
      ...emptyPage,
      pagination: { total: 1 },
      data: [{ userId: 500, customerLabels: [{ labelName: 'PROSPECT' }] }],
    },
  ],
  [
    'finds what was taken away',
    {
      ...emptyPage,
      pagination: { total: 1 },
      data: [{ userId: 500, customerLabels: [{ labelName: 'prospect', deleted: true }] }],
    },
  ],
  ['has another form', { customers: [] }],
])('where the search %s, customers are read', async (_name, page) => {
  const { results, reads } = await addToMany(6, (world) =>
    world.fault({
      kind: 'status',
      status: 200,
      body: JSON.stringify(page),
      match: { path: 'labels/search' },
      times: null,
    }),
  );
  expect(results.every(({ results }) => results[0]?.outcome === 'confirmed')).toBe(true);
  expect(results.every(({ tags }) => tags?.some(({ key }) => key === 'prospect'))).toBe(true);
  expect(reads).toHaveLength(6);
});

test('a customer who is missed is read alone, and told as not shown where the label is not there', async () => {
  const { results, reads, searches } = await addToMany(30, (world) =>
    world.fault({
      kind: 'status',
      status: 200,
      body: JSON.stringify({ entity: 507, warnings: [] }),
      applied: false,
      match: { method: 'POST', user: '507' },
    }),
  );
  const outcomes = results.map(({ results }) => results[0]?.outcome);
  expect(outcomes.filter((outcome) => outcome === 'confirmed')).toHaveLength(29);
  expect(results[7]?.results).toMatchObject([
    { outcome: 'unknown', message: expect.stringContaining('does not show “prospect”') },
  ]);
  expect(reads).toHaveLength(1);
  expect(searches).toHaveLength(1);
});

test('what is removed, warned of or asked for alone is read as ever', async () => {
  const { world, client } = await open();
  const others = ['601', '602', '603'];
  await world.seed({ capillary: { customers: others.map((id) => ({ userId: id, labels: ['vip'] })) } });
  const together = { onAnswered: () => {} };
  const send = (externalId: string, operations: Operation[]) =>
    client.apply({ externalId, operations, before: [], together });
  const removed = await Promise.all(others.map((id) => send(id, [remove('vip'), add('prospect')])));
  expect(removed.map(({ tags }) => tags?.map(({ key }) => key))).toEqual(others.map(() => ['prospect']));
  const warned = await Promise.all(others.map((id) => send(id, [add('lapsed'), add('No such label')])));
  expect(warned.map(({ results }) => results.map(({ outcome }) => outcome))).toEqual(
    others.map(() => ['confirmed', 'refused']),
  );
  const alone = await client.apply({ externalId: '601', operations: [add('vip')], before: [] });
  expect(alone.tags?.map(({ key }) => key).toSorted()).toEqual(['lapsed', 'prospect', 'vip']);
  const log = await world.log();
  expect(log.filter(isRead)).toHaveLength(7);
  expect(log.filter(isSearch)).toEqual([]);
});
