/** When a write reaches a provider, a committed line already records it. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkProvider } from '#lib/domain/provider-status/check-provider.ts';
import { createCatalogueTag } from '#lib/domain/tags/create-catalogue-tag.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { saveProfile } from '#lib/domain/tags/save-profile.ts';
import type { Context } from '#lib/platform/context.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { createRegistry, type Registry } from '#lib/providers/registry.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, runWhen, started, startWorker } from '#lib/testing/worker.ts';

/** `lines`: recorded by then. */
type Tapped = { provider: ProviderId; path: string; lines: number };

let env: TestEnvironment;
let tap: Server;
let providers: Registry;
let context: Context;
let environment: Record<string, string>;
let tapped: Tapped[] = [];

/** Open lines, and events of catalogue calls without outcome. */
const linesOf = `
  select ((select count(*) from changes where provider = $1 and state = 'sending')
    + (select count(*) from audit_events a where a.subject = $1 and a.kind in ('catalogue-tag.asked', 'provider.check-asked')
      and not exists (select 1 from audit_events o where o.subject = $1 and o.id > a.id)))::int as lines`;

beforeAll(async () => {
  env = await createTestEnvironment();
  const bases = Object.fromEntries(
    providerIds.map((id) => [id, env.environment[`${id.toUpperCase()}_BASE_URL`] ?? '']),
  );
  tap = createServer(async (request, response) => {
    const [, id = '', ...rest] = (request.url ?? '').split('/');
    const provider = providerIds.find((known) => known === id);
    const body = await Array.fromAsync(request);
    if (provider && request.method !== 'GET') {
      const { rows } = await env.open.pool.query<{ lines: number }>(linesOf, [provider]);
      tapped.push({ provider, path: rest.join('/'), lines: rows[0]?.lines ?? 0 });
    }
    const headers = Object.entries(request.headers).filter(
      ([name]) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name),
    );
    const answer = await fetch(`${bases[id]}/${rest.join('/')}`, {
      method: request.method ?? 'GET',
      headers: headers.map(([name, value]): [string, string] => [name, String(value)]),
      ...(body.length > 0 ? { body: Buffer.concat(body) } : {}),
    });
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'application/json',
    });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => tap.listen(0, '127.0.0.1', resolve));
  const { port } = tap.address() as AddressInfo;
  environment = {
    ...env.environment,
    ...Object.fromEntries(
      providerIds.map((id) => [`${id.toUpperCase()}_BASE_URL`, `http://127.0.0.1:${port}/${id}`]),
    ),
  };
  providers = createRegistry(readSettings(environment).providers);
  context = { ...env.context, providers };
});
afterAll(async () => {
  await providers.close();
  tap.close();
  await env.stop();
});

const add = (key: string, value: string | null) => [{ verb: 'add' as const, key, value }];
const person = () => env.person({ vero: '1', cerego: '2', capillary: '3', fragment: '4' });

const ways: [string, ProviderId, (userId: number) => Promise<unknown>][] = [
  [
    'an edit',
    'vero',
    (userId) => editTags(context, { userId, provider: 'vero', operations: add('a', null) }),
  ],
  [
    'an edit',
    'cerego',
    (userId) => editTags(context, { userId, provider: 'cerego', operations: add('Region', 'N') }),
  ],
  [
    'an edit',
    'capillary',
    (userId) => editTags(context, { userId, provider: 'capillary', operations: add('Lapsed', null) }),
  ],
  [
    'an edit',
    'fragment',
    (userId) => editTags(context, { userId, provider: 'fragment', operations: add('a', 'b') }),
  ],
  [
    'a profile',
    'vero',
    (userId) =>
      saveProfile(context, { userId, provider: 'vero', email: 'a@mail.example', data: [], channels: [] }),
  ],
  [
    'a label of the catalogue',
    'capillary',
    () => createCatalogueTag(context, { provider: 'capillary', key: 'New' }),
  ],
  ['a check of the connection', 'vero', () => checkProvider(context, { provider: 'vero' })],
];

test('every way that writes has its line before the call arrives', async () => {
  const userId = await person();
  for (const [name, provider, act] of ways) {
    tapped = [];
    await act(userId);
    expect({ name, calls: tapped.map((call) => [call.provider, call.lines >= 1]) }).toEqual({
      name,
      calls: [[provider, true]],
    });
  }
});

test('so has every call of a run', async () => {
  tapped = [];
  const ids = await crowd(env, 20, ['vero', 'fragment'], 100);
  const worker = startWorker({ ...env, context, environment });
  const runId = await started(env, {
    source: { kind: 'users', userIds: ids },
    operations: [
      { provider: 'vero', operations: add('b', null) },
      { provider: 'fragment', operations: add('b', 'c') },
    ],
  });
  await runWhen(env, runId, ({ status }) => status === 'finished', 30_000);
  await worker.stop();
  expect(tapped).toHaveLength(40);
  expect(tapped.filter(({ lines }) => lines === 0)).toEqual([]);
}, 60_000);

test('nothing else in the program calls what may write at a provider', () => {
  const lib = fileURLToPath(new URL('..', import.meta.url));
  const writing = /(?<!\bReflect)\.(apply\(|saveProfile\(|createCatalogueTag\(|check\(\))/;
  const callers = readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => /\.ts$/.test(file) && !/\.test\.ts$|testing|^(providers|sandbox|tooling\/bench)\//.test(file),
    )
    .filter((file) => writing.test(readFileSync(join(lib, file), 'utf8')));
  expect(callers.toSorted()).toEqual([
    'domain/changes/perform-change.ts',
    'domain/provider-status/check-provider.ts',
    'domain/tags/create-catalogue-tag.ts',
  ]);
});
