import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { mintWorld, type TestWorld } from '#lib/testing/sandbox-world.ts';

let folder: string;
let running: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
});
afterEach(async () => {
  for (const child of running) await killed(child);
  running = [];
  rmSync(folder, { recursive: true });
});

function launch(environment: Record<string, string> = {}): ChildProcess {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, SANDBOX_DATA_DIR: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  return child;
}

async function urlOf(child: ChildProcess): Promise<string> {
  const [line] = await once(child.stdout ?? child, 'data');
  return z.object({ url: z.string() }).parse(JSON.parse(String(line))).url;
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const journal = () => join(folder, 'journal.jsonl');
const stateOf = async (world: TestWorld) => (await world.control('GET', '/state')).json;

async function livelyWorld(url: string): Promise<TestWorld> {
  const world = await mintWorld(url, { id: 'lively' });
  await world.control('PUT', '/settings', {
    vero: { applyDelayMs: 3_600_000 },
    cerego: { duplicateStatus: 422 },
  });
  await world.control('POST', '/seed', {
    vero: [{ id: '1', tags: ['a'] }],
    cerego: { users: [{ id: '1' }] },
    capillary: { labels: ['A', 'B'], customers: [{ userId: '9007199254740993', labels: ['B'] }] },
    fragment: [{ externalId: 'e' }],
  });
  await world.vero('PUT', '/users/tags/edit', { id: '1', add: ['b'] });
  await world.cerego('POST', '/partner_user_tag_types/3/partner_user_tags', { user_id: '1', value: 'Ohio' });
  const changes = { add: [{ labelName: 'A' }], remove: [{ labelName: 'B' }] };
  await world.capillary('POST', '/customers/9007199254740993/changeLabels', changes);
  await world.fragment('PATCH', '/users/e', { tags: { set: [{ key: 'k', value: 'v' }] } });
  return world;
}

test('a killed process loses nothing that it answered', async () => {
  const first = launch();
  const before = await stateOf(await livelyWorld(await urlOf(first)));
  await killed(first);
  // As left by a killed process.
  appendFileSync(journal(), '{"world":"lively","at":17');
  const world = await mintWorld(await urlOf(launch()), { id: 'lively' });
  expect(await stateOf(world)).toEqual(before);
  expect((await world.control('GET', '/settings')).json).toMatchObject({ cerego: { duplicateStatus: 422 } });
  await world.control('POST', '/clock', { advanceMs: 3_600_000 });
  expect(await stateOf(world)).toMatchObject({ vero: [{ id: '1', tags: ['a', 'b'] }] });
  const other = await world.cerego('POST', '/partner_user_tag_types/5/partner_user_tags', {
    user_id: '1',
    value: 'x',
  });
  expect(other.json).toMatchObject({ data: { id: '84919' } });
});

test('what the demo begins with is there again after a death and a restart of the demo', async () => {
  const first = launch({ SANDBOX_DEMO: '1' });
  const demo = await mintWorld(await urlOf(first), { id: 'demo' });
  const user = { id: 'first', tags: ['kept'], data: {}, channels: [] };
  await demo.control('PUT', '/first-state', [{ kind: 'vero-user', user }]);
  await demo.control('PUT', '/seed', { gone: { vero: ['first'] } });
  await killed(first);
  const again = await mintWorld(await urlOf(launch({ SANDBOX_DEMO: '1' })), { id: 'demo' });
  const held = async () => (await again.control('GET', '/state?provider=vero&id=first')).json;
  expect(await held()).toMatchObject({ vero: [] });
  await again.control('POST', '/restart');
  expect(await held()).toMatchObject({ vero: [{ id: 'first', tags: ['kept'] }] });
});

test('a start makes the journal short again', async () => {
  const first = launch();
  const world = await mintWorld(await urlOf(first), { id: 'busy' });
  await world.control('POST', '/seed', { fragment: [{ externalId: 'e' }] });
  for (let round = 0; round < 50; round += 1) {
    await world.fragment('PATCH', '/users/e', { tags: { set: [{ key: 'k', value: String(round) }] } });
  }
  await killed(first);
  const before = await urlOf(launch()).then((url) => mintWorld(url, { id: 'busy' }));
  expect(await stateOf(before)).toMatchObject({ fragment: [{ tags: [{ key: 'k', value: '49' }] }] });
  expect(readFileSync(journal(), 'utf8').split('\n').length).toBeLessThan(15);
});

test('a reset stays a reset', async () => {
  const first = launch();
  const world = await livelyWorld(await urlOf(first));
  await world.control('POST', '/reset');
  await killed(first);
  const again = await mintWorld(await urlOf(launch()), { id: 'lively' });
  expect(await stateOf(again)).toMatchObject({ vero: [], fragment: [], capillary: { labels: [] } });
});

test('SIGTERM lets the call under way finish, then ends with 0', async () => {
  const child = launch({ SANDBOX_DEMO: '1' });
  const demo = await mintWorld(await urlOf(child), { id: 'demo' });
  await demo.control('PUT', '/settings', { latencyMs: { min: 300, max: 300 } });
  await demo.control('POST', '/faults', { provider: 'vero', kind: 'timeout' });
  const held = demo.vero('PUT', '/users/tags/edit', { id: '1', add: ['a'] }).catch(() => 'cut');
  const underWay = demo.cerego('GET', '/my/profile');
  // Logged calls have arrived.
  await expect.poll(async () => (await demo.control('GET', '/log')).json).toHaveLength(2);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect((await underWay).status).toBe(200);
  expect(await held).toBe('cut');
});

test.each([
  ['a port that is no port', { SANDBOX_PORT: 'http' }, 'SANDBOX_PORT'],
  ['a damaged journal', {}, 'Line 1 of'],
])('%s is told on stderr and ends with 1', async (_name, environment, words) => {
  writeFileSync(journal(), 'damaged\n');
  const child = launch(environment);
  const [said] = await once(child.stderr ?? child, 'data');
  expect(String(said)).toContain(words);
  expect(await once(child, 'exit')).toEqual([1, null]);
});

test('a taken port is told on stderr and ends with 1', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = z.object({ port: z.number() }).parse(taken.address());
  const child = launch({ SANDBOX_PORT: String(port) });
  const [said] = await once(child.stderr ?? child, 'data');
  expect(String(said)).toContain('EADDRINUSE');
  expect(await once(child, 'exit')).toEqual([1, null]);
  taken.close();
});

test('a journal of an earlier version, which lacks settings that came since, is taken with their defaults', async () => {
  const first = launch();
  await livelyWorld(await urlOf(first));
  await killed(first);
  const older = readFileSync(journal(), 'utf8')
    .split('\n')
    .map((line) => line.replace(/,"queryFindsUserId":[^,}]+/, '').replace(/,"looseTypes":[^,}]+/, ''));
  expect(older.join('\n')).not.toContain('queryFindsUserId');
  writeFileSync(journal(), older.join('\n'));
  const world = await mintWorld(await urlOf(launch()), { id: 'lively' });
  expect((await world.control('GET', '/settings')).json).toMatchObject({
    vero: { applyDelayMs: 3_600_000, looseTypes: false },
    cerego: { duplicateStatus: 422, queryFindsUserId: false },
  });
});
