import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { call, mintWorld } from '#lib/testing/sandbox-world.ts';
import { type Sandbox, startSandbox } from './server.ts';
import { defaultSettings, demoSettings } from './settings.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ demo: true, demoLatencyMs: { min: 0, max: 0 } });
});
afterAll(() => sandbox.stop());

const people = z.array(z.record(z.string(), z.string()));
const readPeople = async () => {
  const { text } = await call('GET', `${sandbox.url}/_control/worlds/demo/users.csv`);
  return people.parse(parse(text, { columns: true }));
};
const identityColumns = ['vero_id', 'cerego_user_id', 'capillary_user_id', 'fragment_user_ref'];

test('two thousand people, most with two or three identities', async () => {
  const rows = await readPeople();
  const having = (count: number) =>
    rows.filter((row) => identityColumns.filter((column) => row[column] !== '').length === count).length;
  expect(rows).toHaveLength(2_000);
  expect(having(0)).toBe(0);
  expect(having(2) + having(3)).toBeGreaterThan(1_400);
  expect(having(1)).toBeGreaterThan(50);
  expect(having(4)).toBeGreaterThan(50);
});

test('no id or e-mail is given twice, and no e-mail can reach anybody', async () => {
  const rows = await readPeople();
  for (const column of [...identityColumns, 'email']) {
    const values = rows.map((row) => row[column]).filter((value) => value !== '');
    expect(new Set(values).size).toBe(values.length);
  }
  const emails = rows.map((row) => row.email).filter((email) => email !== '');
  expect(emails.filter((email) => !/^[a-z0-9.-]+@[a-z-]+\.example$/.test(email ?? ''))).toEqual([]);
});

test('the file says what the providers hold, in a form that can be split again', async () => {
  const demo = await mintWorld(sandbox.url, { id: 'demo' });
  const rows = await readPeople();
  const row = rows.find(
    (each) => identityColumns.every((column) => each[column] !== '') && each.capillary_labels,
  );
  const labels = await demo.capillary('GET', `/customers/${row?.capillary_user_id}/labels`);
  const names = z.object({ data: z.array(z.object({ labelName: z.string() })) }).parse(labels.json);
  expect(row?.capillary_labels?.split(';')).toEqual(names.data.map(({ labelName }) => labelName));
  const fields = rows.flatMap(({ cerego_tags, fragment_tags }) =>
    `${cerego_tags};${fragment_tags}`.split(';'),
  );
  expect(fields.filter((field) => field !== '' && !/^[^=]+=[^=]+$/.test(field))).toEqual([]);
});

test('the catalogue holds what catalogues hold', async () => {
  const demo = await mintWorld(sandbox.url, { id: 'demo' });
  const { text, json } = await demo.capillary('GET', '/organization/labels');
  const names = z.object({ data: z.array(z.object({ name: z.string() })) }).parse(json);
  const lengths = names.data.map(({ name }) => [...name].length);
  expect(names.data.length).toBeGreaterThan(55);
  expect(Math.max(...lengths)).toBe(100);
  expect(text).toContain('汉语');
  expect(text).toContain("' OR '1'='1");
});

test('FRAGMENT would take every tag that its people have', async () => {
  const demo = await mintWorld(sandbox.url, { id: 'demo' });
  const users = z.object({
    data: z.array(z.object({ tags: z.array(z.object({ key: z.string(), value: z.string() })) })),
  });
  const { data } = users.parse((await demo.fragment('GET', '/users')).json);
  const [user] = (await readPeople()).filter(({ fragment_user_ref }) => fragment_user_ref !== '');
  const all = new Map(
    data.flatMap(({ tags }) => tags).map(({ key, value }) => [`${key}=${value}`, { key, value }]),
  );
  for (const tag of all.values()) {
    const reply = await demo.fragment('PATCH', `/users/${user?.fragment_user_ref}`, { tags: { set: [tag] } });
    expect(reply.status).toBe(200);
  }
});

test('is the same at every start, credentials too', async () => {
  const again = await startSandbox({ demo: true, demoLatencyMs: { min: 0, max: 0 } });
  const [one, other] = [
    await mintWorld(sandbox.url, { id: 'demo' }),
    await mintWorld(again.url, { id: 'demo' }),
  ];
  const list = (url: string) => call('GET', `${url}/_control/worlds/demo/users.csv`);
  expect(other.setting('VERO_AUTH_TOKEN')).toBe(one.setting('VERO_AUTH_TOKEN'));
  const vero = ({ text }: { text: string }) =>
    text.split('\n').map((line) => line.split(',').slice(0, 4).join());
  expect(vero(await list(again.url))).toEqual(vero(await list(sandbox.url)));
  await again.stop();
});

test('the demo leaves the strictest reading only where its screens would have nothing to show', () => {
  const { vero, cerego, capillary, fragment } = demoSettings;
  expect({ vero, cerego, capillary, fragment }).toEqual({
    vero: { ...defaultSettings.vero, applyDelayMs: 1500, unknownUser: 'ignore' },
    cerego: { ...defaultSettings.cerego, includeTags: true },
    capillary: defaultSettings.capillary,
    fragment: defaultSettings.fragment,
  });
});

test('a restart gives the demo its first state again, and no other world has one', async () => {
  const demo = await mintWorld(sandbox.url, { id: 'demo' });
  const list = async () => (await call('GET', `${sandbox.url}/_control/worlds/demo/users.csv`)).text;
  expect((await demo.control('POST', '/restart')).status).toBe(204);
  const first = await list();
  const row = (await readPeople()).find(({ vero_id }) => vero_id !== '');
  await demo.vero('PUT', '/users/tags/edit', { id: row?.vero_id, add: ['later'] });
  await demo.control('POST', '/clock', { advanceMs: 60_000 });
  await demo.control('POST', '/faults', { provider: 'vero', kind: 'status' });
  expect(await list()).not.toBe(first);
  expect((await demo.control('POST', '/restart')).status).toBe(204);
  expect(await list()).toBe(first);
  expect((await demo.control('GET', '/faults')).json).toEqual([]);
  const other = await mintWorld(sandbox.url);
  expect((await other.control('POST', '/restart')).status).toBe(404);
});
