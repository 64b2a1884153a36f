import { afterAll, beforeAll, expect, test } from 'vitest';
import { mintWorld } from '#lib/testing/sandbox-world.ts';
import { type Sandbox, startSandbox } from './server.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const userId = '564663098';

test('a customer is looked up by one whole identifier, and no parameter may be missing', async () => {
  const world = await mintWorld(sandbox.url);
  const customers = [{ userId, email: 'ann@mail.example', mobile: '491511', externalId: 'crm-7' }];
  await world.control('POST', '/seed', { capillary: { customers } });
  const lookUp = (query: Record<string, string>) =>
    world.capillary('GET', `/customers/lookup?${new URLSearchParams(query)}`);
  const by = (identifierName: string, identifierValue: string) =>
    lookUp({ source: 'INSTORE', identifierName, identifierValue });
  for (const [name, value] of [
    ['email', 'ann@mail.example'],
    ['mobile', '491511'],
    ['externalId', 'crm-7'],
  ] as const)
    expect((await by(name, value)).text).toBe(`{"entity":${userId},"warnings":[]}`);
  expect((await by('mobile', '4915')).json).toMatchObject({ errors: [{ code: 8015 }] });
  expect((await by('name', 'Ann')).status).toBe(400);
  expect((await lookUp({ identifierName: 'mobile', identifierValue: '491511' })).status).toBe(400);
});
