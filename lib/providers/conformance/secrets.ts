import { expect, test } from 'vitest';
import { ProviderError } from '../errors.ts';
import type { ProviderEnvironment } from './environment.ts';
import { requireVariable } from './world.ts';

export function testSecrets({ provider, open, send }: ProviderEnvironment): void {
  const { operation } = provider.probe;

  test('a change that works records no secret', async () => {
    const { world, client } = await open();
    const recorded = JSON.stringify(await send(client, operation));
    for (const name of provider.secrets)
      expect(recorded).not.toContain(requireVariable(world.environment, name));
    expect(recorded.toLowerCase()).not.toMatch(/authorization|bearer |basic /);
  });

  test('a provider that repeats the secrets cannot spread them', async () => {
    const { world, client } = await open();
    const spoken = provider.secrets.map((name) => requireVariable(world.environment, name));
    const message = `Rejected: ${spoken.join(' ')} ${encodeURIComponent(spoken.join(' '))}`;
    const body = JSON.stringify({ status: 400, message, errors: [{ code: 1, message, detail: message }] });
    await world.fault({ kind: 'status', status: 400, body, times: null });
    const result = await send(client, operation);
    expect(result.results).toMatchObject([{ message: expect.stringContaining('[redacted]') }]);
    const failure = await client.readTags(provider.externalId).catch((error: unknown) => error);
    const seen = JSON.stringify([result, failure, failure instanceof ProviderError ? failure.message : null]);
    for (const secret of spoken) expect(seen).not.toContain(secret);
  });
}
