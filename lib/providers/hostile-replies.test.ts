/** Edits end with an outcome, other calls with a ProviderError, and no secret leaks. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCapillary } from './capillary/index.ts';
import { createCerego } from './cerego/index.ts';
import type { Operation, TagProvider } from './contract.ts';
import { ProviderError } from './errors.ts';
import { createFragment } from './fragment/index.ts';
import { createVero } from './vero/index.ts';

type Reply = { status: number; type: string; body: string | Uint8Array };

const secret = 'hostile-secret+/&"';
const basic = Buffer.from(`client:${secret}`).toString('base64');
const pace = { perSecond: 100_000, concurrent: 4, timeoutMs: 5_000 };
const add: Operation[] = [{ verb: 'add', key: 'tier', value: null }];
const set: Operation[] = [
  { verb: 'set', key: 'tier', value: 'gold' },
  { verb: 'remove', key: 'plan', value: null },
];
const outcomes = new Set(['confirmed', 'accepted', 'refused', 'failed', 'unknown']);

let reply: Reply = { status: 200, type: 'application/json', body: '{}' };
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => answer(response));
});
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${portOf(server.address())}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address ? address.port : 0;
}

function answer(response: ServerResponse): void {
  const { status, type, body } = reply;
  response.writeHead(status, { 'content-type': type });
  response.end(status === 204 || status === 304 ? undefined : body);
}

/** Words of real replies, so that clients look deeper. */
const words = fc.constantFrom(
  ...[
    'data',
    'users',
    'tags',
    'id',
    'name',
    'value',
    'key',
    'errors',
    'error',
    'message',
    'messages',
    'code',
  ],
  ...['status', 'success', 'isError', 'entity', 'labels', 'labelName', 'warnings', 'customers', 'detail'],
  ...[
    'access_token',
    'expires_in',
    'token_type',
    'attributes',
    'type',
    'tag_type_id',
    'user_tags',
    'externalId',
  ],
);
const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 200, 8015, 33_000, 1e21, '', 'tier', 'gold', 'SUCCESS'),
  fc.constantFrom(secret, basic, `Rejected ${secret}!`, encodeURIComponent(secret)),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(words, tie('tree'), { maxKeys: 8 }),
  ),
}));
// Without 429, 503 and 521, which make clients wait.
const status = fc.constantFrom(
  200,
  200,
  200,
  201,
  202,
  204,
  301,
  304,
  400,
  401,
  403,
  404,
  409,
  410,
  418,
  422,
  500,
  502,
);
const replies: fc.Arbitrary<Reply> = fc.record({
  status,
  type: fc.constantFrom('application/json', 'text/html', 'application/octet-stream'),
  body: fc.oneof(
    { weight: 6, arbitrary: tree.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: tree.map((value) => JSON.stringify(value).slice(0, -1)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', 'null', '[]', '"', `<html>${secret}</html>`, '['.repeat(20_000)),
    },
  ),
});

const makers: [string, (baseUrl: string) => TagProvider, Operation[]][] = [
  ['Vero', (baseUrl) => createVero({ baseUrl, authToken: secret, pace }), add],
  [
    'Cerego',
    (baseUrl) =>
      createCerego({ baseUrl, apiKey: secret, partnerId: '7', tagTypes: [{ id: '3', name: 'tier' }], pace }),
    [{ verb: 'add', key: 'tier', value: 'gold' }],
  ],
  [
    'Capillary',
    (baseUrl) =>
      createCapillary({ baseUrl, username: 'till', password: secret, changeLabelsMethod: 'POST', pace }),
    add,
  ],
  ['FRAGMENT', (baseUrl) => createFragment({ baseUrl, auth: { kind: 'token', token: secret }, pace }), set],
  [
    'FRAGMENT with a client',
    (baseUrl) =>
      createFragment({
        baseUrl,
        auth: { kind: 'client', authUrl: `${baseUrl}/token`, clientId: 'client', clientSecret: secret },
        pace,
      }),
    set,
  ],
];

/** Anything but a ProviderError fails the test. */
async function settled(work: Promise<unknown>): Promise<unknown> {
  try {
    const given = await work;
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return null;
    return { ...given, tags: null };
  } catch (error) {
    if (error instanceof ProviderError) return { ...error, message: error.message };
    throw error;
  }
}

/** Rows are data; what is said of bad ones must be clean. */
async function listed(provider: TagProvider): Promise<object> {
  const bad: unknown[] = [];
  for await (const page of provider.listIdentities?.(null) ?? []) {
    bad.push(...page.bad);
    for (const { externalId } of page.rows) {
      expect(externalId.length).toBeLessThanOrEqual(254);
      expect(externalId).not.toContain(secret);
    }
  }
  return { bad };
}

test.each(makers)('%s', { timeout: 60_000 }, async (name, make, operations) => {
  const derived = name === 'FRAGMENT with a client' ? [basic] : [];
  await fc.assert(
    fc.asyncProperty(replies, async (wanted) => {
      reply = wanted;
      // A new client: no memory of earlier replies.
      const provider = make(url);
      const before = [{ key: 'plan', value: 'team', providerTagId: '1' }];
      const applied = await provider.apply({ externalId: '4711', operations, before });
      expect(applied.results).toHaveLength(operations.length);
      for (const { outcome } of applied.results) expect(outcomes).toContain(outcome);
      const others = await Promise.all([
        settled(provider.readTags('4711')),
        settled(provider.saveProfile('4711', { email: 'ada@customers.example' })),
        settled(provider.listCatalogue()),
        settled(provider.createCatalogueTag({ key: 'tier', value: null })),
        settled(provider.check()),
        settled(listed(provider)),
      ]);
      // Tags are data and may hold any text. Results, codes and records must be clean.
      const seen = JSON.stringify([applied.results, applied.exchanges, others]);
      for (const form of [
        secret,
        ...derived,
        JSON.stringify(secret).slice(1, -1),
        encodeURIComponent(secret),
      ])
        expect(seen).not.toContain(form);
      await provider.close();
    }),
    { numRuns: 150 },
  );
});
