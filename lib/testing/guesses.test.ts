/**
 * No client relies on the sandbox's guesses: with each set either way, an edit's outcome is true at the
 * provider. Done: it is there. Refused or failed: nothing has changed.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import type { HeldTag, Operation } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import { startSandbox } from '#lib/sandbox/server.ts';
import { defaultSettings } from '#lib/sandbox/settings.ts';

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
  await sandbox.stop();
});

/** Other than the default. */
const patches: Record<ProviderId, object[]> = {
  vero: [
    {},
    { unknownUser: 'ignore' },
    { unknownUser: 'create' },
    { errorStatus: '200' },
    { tokenInBody: true },
    { numericIds: true },
    { nullLists: true },
    { emptyEdit: 'accept' },
    { blankTags: 'accept' },
    { sameTagInBoth: 'remove-wins' },
    { trimTags: true },
    { foldTags: true },
    { jsonSuffix: true },
    { emailAsId: true },
    { looseTypes: true },
  ],
  cerego: [
    {},
    { duplicateStatus: 409 },
    { duplicateStatus: 422 },
    { createdStatus: 200 },
    { unknownUserStatus: 422 },
    { foreignPartnerStatus: 404 },
    { errorBodies: 'none' },
    { includeTags: true },
    { bulkSet: true },
    { queryFindsUserId: true },
    { queryFoldsCase: true },
    { blankValues: 'accept' },
    { trimValues: true },
    { includeTags: true, errorBodies: 'none', duplicateStatus: 404 },
  ],
  capillary: [
    {},
    { errorStatus: 201 },
    { errorStatus: 400 },
    { errorStatus: 404 },
    { caseSensitive: false },
    { trimNames: true },
    { concurrentStatus521: false },
    { blankNames: 'pass-over' },
    { sameLabelInBoth: 'remove-wins' },
    { futileRemoval: 'success' },
    { existingLabel: 'error' },
    { labelSearch: 'prefix' },
    { findsFormer: true },
    { characters: 'utf-16' },
  ],
  fragment: [
    {},
    { createExistsStatus: 400 },
    { createExistsStatus: 422 },
    { updateMissingStatus: 400 },
    { updateMissingStatus: 409 },
    { deleteMissing: 'refuse' },
    { emptyUpdate: 'accept' },
    { emptyValues: 'accept' },
    { repeatedKey: 'apply' },
    { foldKeys: true },
    { trimTexts: true },
    { foldTexts: true },
    { errorBodies: 'none' },
    { characters: 'utf-16' },
  ],
};

const tagged = z.object({
  vero: z.array(z.object({ id: z.string(), tags: z.array(z.string()) })).optional(),
  cerego: z
    .object({
      users: z.array(z.object({ tags: z.array(z.object({ typeId: z.string(), value: z.string() })) })),
    })
    .optional(),
  capillary: z.object({ customers: z.array(z.object({ labels: z.array(z.string()) })) }).optional(),
  fragment: z.array(z.object({ tags: z.array(z.object({ key: z.string(), value: z.string() })) })).optional(),
});

/** `key` or `key=value`, sorted. */
function written(state: unknown): string[] {
  const { vero, cerego, capillary, fragment } = tagged.parse(state);
  const typeName: Record<string, string> = { '3': 'Region', '5': 'Team' };
  return [
    ...(vero ?? []).flatMap(({ tags }) => tags),
    ...(cerego?.users ?? []).flatMap(({ tags }) =>
      tags.map(({ typeId, value }) => `${typeName[typeId]}=${value}`),
    ),
    ...(capillary?.customers ?? []).flatMap(({ labels }) => labels),
    ...(fragment ?? []).flatMap(({ tags }) => tags.map(({ key, value }) => `${key}=${value}`)),
  ].sort();
}

const seed = {
  vero: [{ id: '1', tags: ['Held'] }],
  cerego: {
    tagTypes: [
      { id: '3', name: 'Region' },
      { id: '5', name: 'Team' },
    ],
    users: [{ id: '1', email: 'a@mail.example', tags: [{ typeId: '3', value: 'Texas' }] }],
  },
  capillary: { labels: ['Other', 'other two'], customers: [{ userId: '1', labels: ['Held'] }] },
  fragment: [{ id: '1', externalId: 'e', tags: [{ key: 'plan', value: 'trial' }] }],
};
const labels: Operation[] = ['Held', 'held', 'Other', 'OTHER', 'No such', ' Other ', '😀'.repeat(60)].flatMap(
  (key) => [
    { verb: 'add', key, value: null },
    { verb: 'remove', key, value: null },
  ],
);
const values = (verbs: Operation['verb'][], keys: string[]): Operation[] =>
  verbs.flatMap((verb) => keys.map((key) => ({ verb, key, value: verb === 'remove' ? null : 'new' })));
const operations: Record<ProviderId, Operation[]> = {
  vero: labels,
  cerego: values(['add', 'update'], ['Region', 'Team']),
  capillary: labels,
  fragment: values(['add', 'update', 'set', 'remove'], ['plan', 'PLAN', 'seat', '😀'.repeat(30)]),
};
const before: Record<ProviderId, HeldTag[]> = {
  vero: [{ key: 'Held', value: null, providerTagId: null }],
  cerego: [{ key: 'Region', value: 'Texas', providerTagId: '84918' }],
  capillary: [{ key: 'Held', value: null, providerTagId: null }],
  fragment: [{ key: 'plan', value: 'trial', providerTagId: null }],
};

async function control(path: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(`${sandbox.url}/_control/worlds${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

const minted = z.object({ id: z.string(), environment: z.record(z.string(), z.string()) });

async function outcomeOf(provider: ProviderId, patch: object, operation: Operation) {
  const { id, environment } = minted.parse(await control('', 'POST', {}));
  await control(`/${id}/seed`, 'POST', seed);
  await control(`/${id}/settings`, 'PUT', { [provider]: patch });
  const registry = createRegistry(
    readSettings({ ...environment, CEREGO_TAG_TYPES: '3=Region,5=Team', TAGDESK_SANDBOX: '0' }).providers,
  );
  closing.push(registry.close);
  const client = registry.get(provider);
  if (!client) throw new Error(`${provider} is not connected.`);
  const state = async () => written(await control(`/${id}/state?provider=${provider}`, 'GET'));
  const earlier = await state();
  const { results } = await client.apply({
    externalId: '1',
    email: 'a@mail.example',
    operations: [operation],
    before: before[provider],
  });
  return { outcome: results[0]?.outcome, earlier, later: await state() };
}

const folded = (text: string) => text.trim().toLowerCase();

/** Perhaps in the provider's spelling. */
function isThere({ verb, key, value }: Operation, later: readonly string[]): boolean {
  const wanted = folded(value === null ? key : `${key}=${value}`);
  const all = later.map(folded);
  return verb === 'remove'
    ? !later.some((tag) => tag === key || tag.startsWith(`${key}=`))
    : all.includes(wanted);
}

describe.each(providerIds)('%s', (provider) => {
  test.each(patches[provider])('what an edit says is true with %j', { timeout: 30_000 }, async (patch) => {
    await Promise.all(
      operations[provider].map(async (operation) => {
        const { outcome, earlier, later } = await outcomeOf(provider, patch, operation);
        const told = `${operation.verb} ${operation.key}: ${outcome}`;
        if (outcome === 'confirmed') expect(isThere(operation, later), told).toBe(true);
        if (outcome === 'refused' || outcome === 'failed') expect(later, told).toEqual(earlier);
        expect(outcome, told).not.toBeUndefined();
      }),
    );
  });
});

/** Times, sizes, the method; and what needs several operations in one call. */
const besides = [
  'applyDelayMs',
  'duplicateWindowMs',
  'webhookUrl',
  'pageSize',
  'changeLabelsMethod',
  'maxLabels',
  'tokenTtlSeconds',
  'atomic',
];

test.each(providerIds)('every guess about %s is tried', (provider) => {
  const tried = new Set(patches[provider].flatMap((patch) => Object.keys(patch)));
  const all = Object.keys(defaultSettings[provider]).filter((name) => !besides.includes(name));
  expect([...tried].sort()).toEqual(all.sort());
});
