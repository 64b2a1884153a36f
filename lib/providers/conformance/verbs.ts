/** Conformance: each verb acts once; missing ones are refused without a call. */
import { expect, test } from 'vitest';
import { capabilitiesOf } from '../catalog.ts';
import type { TagText, Verb } from '../contract.ts';
import type { ProviderEnvironment } from './environment.ts';

const allVerbs: readonly Verb[] = ['add', 'remove', 'update', 'set'];

export function testVerbs({ provider, open, connect, send }: ProviderEnvironment): void {
  const capabilities = capabilitiesOf(provider.id);

  test('every verb of the catalogue is tried', () => {
    expect(provider.verbs.map(({ operation }) => operation.verb).sort()).toEqual(
      [...capabilities.verbs].sort(),
    );
  });

  test.each(provider.verbs)('$operation.verb is applied once and proved', async ({ operation, leaves }) => {
    const { world, client } = await open();
    const result = await send(client, operation);
    expect(result.results.map(({ outcome }) => outcome)).toEqual([capabilities.proof]);
    expect(result.retryAfterMs).toBeNull();
    expect(provider.truth(await world.state())).toEqual(leaves);
    expect((await world.writes()).filter(({ applied }) => applied)).toHaveLength(1);
    expect(result.exchanges[0]).toMatchObject({ status: expect.any(Number), error: null });
  });

  test('a verb that the provider lacks is refused without a call', async () => {
    const { world, client } = await open();
    for (const verb of allVerbs.filter((candidate) => !capabilities.verbs.includes(candidate))) {
      const { results } = await send(client, { ...provider.probe.operation, verb });
      expect(results).toMatchObject([{ outcome: 'refused', message: expect.any(String) }]);
    }
    expect(await world.writes()).toEqual([]);
  });

  test('a user can be read exactly where the catalogue says so', async () => {
    const { client } = await open();
    if (!capabilities.canRead) {
      await expect(client.readTags(provider.externalId)).rejects.toMatchObject({ code: 'unsupported' });
      return;
    }
    const { tags } = await client.readTags(provider.externalId);
    expect(tags).toEqual(provider.before);
  });

  test('an unknown user is said to be unknown', async () => {
    if (provider.unknownId === null) return;
    const { client } = await open();
    await expect(client.readTags(provider.unknownId)).rejects.toMatchObject({ code: 'not-found' });
    const { operation } = provider.probe;
    const { results } = await client.apply({
      externalId: provider.unknownId,
      operations: [operation],
      before: [],
    });
    expect(results).toMatchObject([{ outcome: 'refused', message: expect.any(String) }]);
  });

  test('profile and catalogue exist exactly where the catalogue says so', async () => {
    const { client } = await open();
    const unsupported = { code: 'unsupported' };
    if (!capabilities.hasProfile) {
      await expect(client.saveProfile(provider.externalId, {})).rejects.toMatchObject(unsupported);
    }
    if (!capabilities.hasCatalogue) {
      await expect(client.listCatalogue()).rejects.toMatchObject(unsupported);
      const tag = { key: provider.probe.operation.key, value: null };
      await expect(client.createCatalogueTag(tag)).rejects.toMatchObject(unsupported);
    }
  });

  test('good credentials pass the check, wrong ones do not', async () => {
    const { world, client } = await open();
    await client.check();
    expect(provider.truth(await world.state())).toEqual(provider.before.map(written));
    const wrong = Object.fromEntries(provider.secrets.map((name) => [name, 'not-the-credential']));
    const stranger = connect(world, wrong);
    await expect(stranger.check()).rejects.toMatchObject({ code: 'unauthorized' });
    const result = await send(stranger, provider.probe.operation);
    expect(result.results).toMatchObject([
      { outcome: 'failed', hint: expect.stringContaining('Providers page') },
    ]);
    expect(result.retryAfterMs).toBeNull();
  });
}

/** `key`, or `key=value`. */
export function written({ key, value }: TagText): string {
  return value === null ? key : `${key}=${value}`;
}
