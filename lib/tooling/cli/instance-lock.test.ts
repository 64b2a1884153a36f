import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { processFingerprint, waitForEnd } from '#lib/tooling/embedded-postgres/processes.ts';
import { readRecord, takeInstanceLock } from './instance-lock.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tagdesk-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function take(dataDir: string) {
  const lock = await takeInstanceLock(dataDir, 'http://localhost:3000');
  onTestFinished(() => lock.release());
  return lock;
}

/** Until it is killed. */
async function takeElsewhere(dataDir: string): Promise<ChildProcess> {
  const module = fileURLToPath(new URL('./instance-lock.ts', import.meta.url));
  const script = `
    import { takeInstanceLock } from ${JSON.stringify(module)};
    await takeInstanceLock(${JSON.stringify(dataDir)}, 'http://localhost:4000');
    console.log('taken');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(createInterface(child.stdout), 'line');
  return child;
}

test('a second start is told who runs, and leaves the first alone', async () => {
  const dataDir = newFolder();
  const holder = await takeElsewhere(dataDir);
  await expect(take(dataDir)).rejects.toThrow(`process ${holder.pid}, http://localhost:4000`);
  expect(readRecord(join(dataDir, 'instance.json'))?.pid).toBe(holder.pid);
  await expect(take(dataDir)).rejects.toThrow('already runs');
});

test('the lock of a killed holder is taken over, also when its number belongs to another process now', async () => {
  const dataDir = newFolder();
  const holder = await takeElsewhere(dataDir);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const record = { pid: process.pid, address: 'http://localhost:4000', children: [] };
  writeFileSync(join(dataDir, 'instance.json'), JSON.stringify(record));
  await take(dataDir);
  expect(readRecord(join(dataDir, 'instance.json'))?.address).toBe('http://localhost:3000');
});

test('it waits for children of a killed holder, but not for strangers with their numbers', async () => {
  const dataDir = newFolder();
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 700)'], { stdio: 'ignore' });
  const pid = child.pid ?? 0;
  const record = {
    pid: 1,
    address: '',
    children: [
      { pid, fingerprint: processFingerprint(pid) },
      { pid: process.pid, fingerprint: 'of an earlier process' },
    ],
  };
  writeFileSync(join(dataDir, 'instance.json'), JSON.stringify(record));
  await take(dataDir);
  expect(await waitForEnd(pid, 0)).toBe(true);
});

test('a released lock leaves no record and can be taken again', async () => {
  const dataDir = newFolder();
  const lock = await take(dataDir);
  lock.release();
  expect(readRecord(join(dataDir, 'instance.json'))).toBeNull();
  await take(dataDir);
});
