import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { makeClusterOnce } from './cluster.ts';
import { layoutOf, type Tuning } from './layout.ts';
import { findRunningServer } from './postmaster.ts';
import { waitForEnd } from './processes.ts';
import { usableRunnerNames } from './runner.ts';
import { startEmbeddedPostgres } from './start.ts';

let template: string;

beforeAll(async () => {
  // Copied: making a cluster costs far more.
  template = mkdtempSync(join(tmpdir(), 'tagdesk-embedded-'));
  await makeClusterOnce(layoutOf(template), 'scratch');
});

afterAll(() => rmSync(template, { recursive: true, force: true }));

function emptyDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tagdesk-embedded-'));
  // The server may run as another user.
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return join(folder, 'postgres');
}

function newDataDir(): string {
  const dataDir = emptyDataDir();
  cpSync(template, dataDir, { recursive: true, preserveTimestamps: true });
  chmodSync(join(dataDir, 'cluster'), 0o700);
  return dataDir;
}

async function start(dataDir: string, tuning: Tuning = 'scratch') {
  const server = await startEmbeddedPostgres({ dataDir, tuning });
  onTestFinished(() => server.stop());
  return server;
}

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  // Killed servers cut connections.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Until it is killed. */
async function startElsewhere(
  dataDir: string,
  tuning: Tuning = 'scratch',
): Promise<{ child: ChildProcess; url: string }> {
  const module = fileURLToPath(new URL('./start.ts', import.meta.url));
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, tuning: '${tuning}' });
    console.log(server.url);
    process.on('SIGTERM', () => server.stop().then(() => process.exit(0)));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [url] = await once(createInterface(child.stdout), 'line');
  return { child, url: String(url) };
}

function serverOf(dataDir: string) {
  const server = findRunningServer(layoutOf(dataDir));
  if (server === null) throw new Error('No server runs.');
  return server;
}

test('only the last of two users stops the server, whoever started it', async () => {
  const dataDir = newDataDir();
  const elsewhere = await startElsewhere(dataDir);
  const here = await start(dataDir);
  expect(here.owned).toBe(false);
  expect(here.url).toBe(elsewhere.url);

  elsewhere.child.kill('SIGTERM');
  await once(elsewhere.child, 'exit');
  expect(await query(here.url, 'select 1 as one')).toEqual([{ one: 1 }]);

  const { pid } = serverOf(dataDir);
  await here.stop();
  expect(await waitForEnd(pid, 0)).toBe(true);
});

test('a killed user does not leave the server running for ever', async () => {
  const dataDir = newDataDir();
  const elsewhere = await startElsewhere(dataDir);
  const { pid } = serverOf(dataDir);
  elsewhere.child.kill('SIGKILL');
  expect(await waitForEnd(pid, 10_000)).toBe(true);
});

test('a child to which the server was lent keeps it after its parent was killed', async () => {
  const dataDir = newDataDir();
  const elsewhere = await startElsewhere(dataDir);
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const here = await start(dataDir);
  here.lend(child.pid ?? 0);
  await here.stop();
  elsewhere.child.kill('SIGKILL');
  await once(elsewhere.child, 'exit');
  expect(await query(elsewhere.url, 'select 1 as one')).toEqual([{ one: 1 }]);

  const { pid } = serverOf(dataDir);
  child.kill('SIGKILL');
  expect(await waitForEnd(pid, 10_000)).toBe(true);
});

test('committed rows survive the kill of server and user together, on the same address', async () => {
  const dataDir = newDataDir();
  const elsewhere = await startElsewhere(dataDir, 'durable');
  await query(elsewhere.url, 'create table kept (id int); insert into kept values (1), (2)');
  const { pid } = serverOf(dataDir);
  process.kill(pid, 'SIGKILL');
  elsewhere.child.kill('SIGKILL');

  const again = await start(dataDir, 'durable');
  expect(again.owned).toBe(true);
  expect(again.url).toBe(elsewhere.url);
  expect(await query(again.url, 'select count(*)::int as n from kept')).toEqual([{ n: 2 }]);
});

test('a guarded server comes back on the same address when it is killed', async () => {
  const dataDir = newDataDir();
  const said: string[] = [];
  const guard = { log: (line: string) => void said.push(line) };
  const here = await startEmbeddedPostgres({ dataDir, tuning: 'scratch', guard });
  onTestFinished(() => here.stop());
  const { pid } = serverOf(dataDir);
  process.kill(pid, 'SIGKILL');
  await waitForEnd(pid, 5000);
  await expect.poll(() => findRunningServer(layoutOf(dataDir))?.ready, { timeout: 10_000 }).toBe(true);
  expect(await query(here.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(said).toHaveLength(1);
});

test("a left-behind pid file is not believed when another program has the server's number", async () => {
  const dataDir = newDataDir();
  const here = await start(dataDir);
  const layout = layoutOf(dataDir);
  const { pid } = serverOf(dataDir);
  process.kill(pid, 'SIGKILL');
  await waitForEnd(pid, 5000);
  const [, ...rest] = readFileSync(layout.postmasterPid, 'utf8').split('\n');
  writeFileSync(layout.postmasterPid, [String(process.pid), ...rest].join('\n'));

  const again = await start(dataDir);
  expect(await query(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await here.stop();
});

test('stopping the last use of a scratch server deletes its folder', async () => {
  const dataDir = newDataDir();
  const here = await start(dataDir);
  await here.stop();
  expect(existsSync(dataDir)).toBe(false);
});

test.each(usableRunnerNames())('PostgreSQL can be run by way of %s', async (name) => {
  const dataDir = emptyDataDir();
  mkdirSync(dataDir, { mode: 0o700 });
  const layout = layoutOf(dataDir);
  writeFileSync(layout.runner, `${name}\n`);
  const here = await start(dataDir);
  expect(await query(here.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(readFileSync(layout.runner, 'utf8').trim()).toBe(name);
});
