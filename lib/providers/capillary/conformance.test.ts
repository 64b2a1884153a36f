import { expect, test } from 'vitest';
import { z } from 'zod';
import { startSandbox } from '#lib/sandbox/server.ts';
import { capillaryList } from '../conformance/capillary-list.ts';
import { connectCapillary } from '../conformance/connect.ts';
import { testProvider } from '../conformance/suite.ts';

const worldState = z.object({
  capillary: z.object({
    labels: z.array(z.string()),
    customers: z.array(z.object({ userId: z.string(), labels: z.array(z.string()) })),
  }),
});
const labelsOf = (state: unknown, userId: string) =>
  worldState.parse(state).capillary.customers.find((customer) => customer.userId === userId)?.labels ?? [];

/** The largest int64: as a JavaScript number it would be another customer's. */
const userId = '9223372036854775807';
const longest = 'L'.repeat(100);
const longEmojiLabel = '🦄'.repeat(100);
const odd = ' #/:"<&>\' OR 1=1; \\ 汉语'.trim();
const arabic = 'عميل مميز';
const add = (key: string) => ({ verb: 'add' as const, key, value: null });
const remove = (key: string) => ({ verb: 'remove' as const, key, value: null });

const ann = { externalId: '564663098', secondRef: null, name: 'Ann Lee', email: 'ann@mail.example' };

const env = testProvider(
  {
    id: 'capillary',
    create: connectCapillary,
    seed: {
      capillary: {
        labels: ['vip', 'prospect', 'lapsed', longest, longEmojiLabel, odd, arabic],
        customers: [
          { userId, labels: ['vip'] },
          { userId: '9223372036854775806', labels: [] },
        ],
      },
    },
    externalId: userId,
    unknownId: '306',
    before: [{ key: 'vip', value: null, providerTagId: null }],
    verbs: [
      { operation: add('prospect'), leaves: ['vip', 'prospect'] },
      { operation: remove('vip'), leaves: [] },
    ],
    probe: { operation: add('prospect'), leaves: ['vip', 'prospect'] },
    secrets: ['CAPILLARY_PASSWORD'],
    finding: {
      seed: {
        capillary: {
          customers: [
            {
              userId: '564663098',
              name: 'Ann Lee',
              email: 'ann@mail.example',
              mobile: '491511',
              externalId: 'crm-7',
              labels: ['vip'],
            },
            { userId: '564663099', name: 'Bo', mobile: '491522' },
            { userId: '564663100', email: 'gone@mail.example', deleted: true },
          ],
        },
      },
      path: '/customers/lookup',
      found: [
        { by: 'email', text: 'ann@mail.example', rows: [ann] },
        { by: 'mobile', text: '491511', rows: [ann] },
        { by: 'external-id', text: 'crm-7', rows: [ann] },
        {
          by: 'mobile',
          text: '491522',
          rows: [{ externalId: '564663099', secondRef: null, name: 'Bo', email: null }],
        },
      ],
    },
    listing: capillaryList,
    truth: (state) => labelsOf(state, userId),
    boundaries: [
      { name: 'a label of 100 characters', operation: add(longest), verdict: 'allowed' },
      { name: 'a label of 101 characters', operation: add(`${longest}L`), verdict: 'refused' },
      { name: 'a label of 100 emoji', operation: add(longEmojiLabel), verdict: 'allowed' },
      { name: 'a label of 101 emoji', operation: add(`${longEmojiLabel}🦄`), verdict: 'refused' },
      { name: 'an empty label', operation: add(''), verdict: 'refused' },
      { name: 'a blank label', operation: add(' \t\u3000'), verdict: 'refused' },
      { name: 'odd characters', operation: add(odd), verdict: 'allowed' },
      { name: 'right-to-left text', operation: add(arabic), verdict: 'allowed' },
      { name: 'U+0000', operation: add('a\u0000b'), verdict: 'refused', formOnly: true },
    ],
  },
  startSandbox,
);

test('one call carries the whole change, ids keep all their digits', async () => {
  const { world, client } = await env.open();
  const { results, tags } = await env.send(client, add('prospect'), remove('vip'), add('lapsed'));
  expect(results.map(({ outcome }) => outcome)).toEqual(['confirmed', 'confirmed', 'confirmed']);
  expect(tags?.map(({ key }) => key)).toEqual(['prospect', 'lapsed']);
  expect(await world.writes()).toMatchObject([
    {
      method: 'POST',
      path: `/capillary/v2/customers/${userId}/changeLabels`,
      body: { add: [{ labelName: 'prospect' }, { labelName: 'lapsed' }], remove: [{ labelName: 'vip' }] },
    },
  ]);
  expect(labelsOf(await world.state(), '9223372036854775806')).toEqual([]);
});

test('a label outside the catalogue is refused with 33000 while the others are applied', async () => {
  const { world, client } = await env.open();
  const { results } = await env.send(client, add('prospect'), add('No such'), remove('vip'));
  expect(results).toMatchObject([
    { outcome: 'confirmed' },
    {
      outcome: 'refused',
      code: '33000',
      message: 'No such label not found',
      hint: expect.stringContaining('catalogue'),
    },
    { outcome: 'confirmed' },
  ]);
  expect(labelsOf(await world.state(), userId)).toEqual(['prospect']);
});

test('a partial success whose read-back fails is still told apart', async () => {
  const { world, client } = await env.open();
  await world.fault({ kind: 'status', status: 500, match: { method: 'GET' }, times: null });
  const { results, tags } = await env.send(client, add('prospect'), add('No such'));
  expect(results.map(({ outcome }) => outcome)).toEqual(['confirmed', 'refused']);
  expect(tags).toBeNull();
});

test('removing what is not there is confirmed by the read, and refused with 33001 without it', async () => {
  const { world, client } = await env.open();
  const read = await env.send(client, remove('lapsed'));
  expect(read.results).toMatchObject([{ outcome: 'confirmed' }]);
  expect(read.tags?.map(({ key }) => key)).toEqual(['vip']);
  await world.fault({ kind: 'status', status: 500, match: { method: 'GET' }, times: null });
  const blind = await env.send(client, remove('lapsed'));
  expect(blind.results).toMatchObject([
    { outcome: 'refused', code: '33001', message: 'User labels not found' },
  ]);
});

test.each([200, 201, 400, 404])('customer not found (8015) is refused at HTTP %i', async (errorStatus) => {
  const { world, client } = await env.open();
  await world.settings({ capillary: { errorStatus } });
  const input = { externalId: '306', operations: [add('prospect'), remove('vip')], before: [] };
  const { results, tags } = await client.apply(input);
  const refused = {
    outcome: 'refused',
    code: '8015',
    message: 'Customer not found for the given identifiers',
  };
  expect(results).toMatchObject([refused, refused]);
  expect(tags).toBeNull();
  await expect(client.readTags('306')).rejects.toMatchObject({ code: 'not-found', providerCode: '8015' });
});

test('an answer about another customer proves nothing by itself', async () => {
  const { world, client } = await env.open();
  const body = JSON.stringify({ entity: 306, warnings: [] });
  await world.fault({ kind: 'status', status: 200, body, match: { method: 'POST' } });
  const { results } = await env.send(client, add('prospect'));
  expect(results).toMatchObject([{ outcome: 'unknown' }]);
  expect(labelsOf(await world.state(), userId)).toEqual(['vip']);
});

test('a customer without labels has none, and removed labels do not come back', async () => {
  const { client } = await env.open();
  expect((await client.readTags('9223372036854775806')).tags).toEqual([]);
  await env.send(client, remove('vip'));
  expect((await client.readTags(userId)).tags).toEqual([]);
});

test('changes for one customer never overlap', async () => {
  const { world, client } = await env.open();
  await world.settings({ latencyMs: { min: 20, max: 20 } });
  const all = await Promise.all(
    [add('prospect'), add('lapsed'), remove('vip')].map((one) => env.send(client, one)),
  );
  expect(all.map(({ results }) => results[0]?.outcome)).toEqual(['confirmed', 'confirmed', 'confirmed']);
  expect((await world.writes()).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(labelsOf(await world.state(), userId)).toEqual(['prospect', 'lapsed']);
});

test('somebody else’s change to the same customer is waited for', async () => {
  const { world, client } = await env.open();
  await world.settings({ latencyMs: { min: 60, max: 60 } });
  const other = env.connect(world, {});
  const all = await Promise.all([env.send(client, add('prospect')), env.send(other, add('lapsed'))]);
  expect(all.map(({ results }) => results[0]?.outcome)).toEqual(['confirmed', 'confirmed']);
  expect((await world.writes()).map(({ status }) => status).sort()).toEqual([200, 200, 521]);
});

test('a catalogue that ignores case confirms a label in its own spelling', async () => {
  const { world, client } = await env.open();
  await world.settings({ capillary: { caseSensitive: false } });
  const { results, tags } = await env.send(client, add('PROSPECT'));
  expect(results).toMatchObject([{ outcome: 'confirmed' }]);
  expect(tags?.map(({ key }) => key)).toEqual(['vip', 'prospect']);
});

test('an installation that wants GET with a body gets it', async () => {
  const { world } = await env.open();
  await world.settings({ capillary: { changeLabelsMethod: 'GET' } });
  const client = env.connect(world, { METHOD: 'GET' });
  expect((await env.send(client, add('prospect'))).results).toMatchObject([{ outcome: 'confirmed' }]);
  expect(labelsOf(await world.state(), userId)).toEqual(['vip', 'prospect']);
});

test('the catalogue can be read and added to, within the organisation’s maximum', async () => {
  const { world, client } = await env.open();
  expect(await client.listCatalogue()).toContainEqual({ key: 'prospect', value: null });
  await client.createCatalogueTag({ key: 'brand new', value: null });
  expect(worldState.parse(await world.state()).capillary.labels).toContain('brand new');
  await expect(client.createCatalogueTag({ key: 'brand new', value: null })).rejects.toMatchObject({
    code: 'invalid',
  });
  await world.settings({ capillary: { maxLabels: 1 } });
  const beyond = client.createCatalogueTag({ key: 'one too many', value: null });
  await expect(beyond).rejects.toMatchObject({ code: 'invalid', message: 'Org max Label count exceed' });
});

test('a list loses nobody where a label is taken from people while it is read', async () => {
  const { world, client } = await env.open(10_000);
  const numbers = Array.from({ length: 5_200 }, (_, index) => String(1_000 + index));
  const customers = numbers.map((id) => ({ userId: id, labels: ['lapsed'] }));
  await world.seed({ capillary: { customers } });
  const found = new Set<string>();
  let pages = 0;
  for await (const { rows } of client.listIdentities?.(null) ?? []) {
    for (const row of rows) if (row.tags?.[0]?.key === 'lapsed') found.add(row.externalId);
    pages += rows.length >= 5_000 ? 1 : 0;
    const removed = customers.slice(0, 7).map(({ userId: id }) => ({ userId: id, labels: [] }));
    if (pages === 1) await world.edit({ capillary: { customers: removed } });
  }
  for (const id of numbers.slice(7)) expect(found).toContain(id);
});

test('a label that goes or comes between two parts of a list is no reason to begin again', async () => {
  const { world, client } = await env.open(10_000);
  await world.seed({ capillary: { customers: [{ userId: '5', labels: ['prospect', 'lapsed'] }] } });
  const cursors = [];
  for await (const { cursor } of client.listIdentities?.(null) ?? []) cursors.push(cursor);
  for (const cursor of cursors.slice(0, -1)) {
    const moved = cursor?.replace('"label":"', '"label":"!') ?? null;
    const pages = await Array.fromAsync(client.listIdentities?.(moved) ?? []);
    expect(pages.at(-1)).toMatchObject({ cursor: 'end', share: 1 });
  }
  expect(await Array.fromAsync(client.listIdentities?.(cursors.at(-1) ?? null) ?? [])).toEqual([]);
});

test('a label that no record can hold is named, the others are asked for', async () => {
  const { world, client } = await env.open(10_000);
  const body = JSON.stringify({ data: ['vip', 'x'.repeat(255), 'a\0b'].map((name) => ({ name })) });
  await world.fault({ kind: 'status', status: 200, body, match: { path: '/organization/labels' } });
  const pages = await Array.fromAsync(client.listIdentities?.(null) ?? []);
  expect(pages.map(({ bad }) => bad.length)).toEqual([2, 0]);
  expect(pages[0]?.bad).toContainEqual({
    externalId: null,
    field: null,
    reason: expect.stringContaining('a label of 255 characters'),
  });
  expect(pages[1]?.rows).toMatchObject([{ externalId: userId, tags: [{ key: 'vip' }] }]);
});

test('a merged or deleted customer is an error of its own, not nobody', async () => {
  const { world, client } = await env.open();
  const customers = [
    { userId: '5', email: 'went@mail.example', mergedInto: userId },
    { userId: '6', email: 'gone@mail.example', deleted: true },
  ];
  await world.seed({ capillary: { customers } });
  await expect(client.findIdentities?.('email', 'went@mail.example')).rejects.toMatchObject({
    providerCode: '8069',
  });
  await expect(client.findIdentities?.('email', 'gone@mail.example')).rejects.toMatchObject({
    providerCode: '8109',
  });
});
