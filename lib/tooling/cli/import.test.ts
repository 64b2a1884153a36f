import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '#lib/platform/db/client.ts';
import { createTestDatabase, type TestDatabase } from '#lib/testing/database.ts';

let folder: string;
let place: TestDatabase;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tagdesk-import-'));
  place = await createTestDatabase();
});

afterAll(async () => {
  await place.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function run(content: string | Uint8Array, ...options: string[]) {
  const file = join(folder, 'people.csv');
  writeFileSync(file, content);
  const command = fileURLToPath(new URL('import.ts', import.meta.url));
  const child = spawn(process.execPath, [command, ...options, file], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH, DATABASE_URL: place.url, TAGDESK_DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const [out, told, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, told, code };
}

async function countUsers(): Promise<unknown> {
  const { pool, close } = openDatabase(place.url);
  const { rows } = await pool.query('select count(*)::int as count from users');
  await close();
  return rows[0]?.count;
}

test('advice is said before loading; with --look nothing is loaded; bytes that are no text are refused', async () => {
  const file = 'email,vero_id\na@x.example,7.0\n';
  const look = await run(file, '--look');
  expect(look.told).toContain('1 Vero id looks like a number out of a spreadsheet.');
  expect(look.told).toContain('first in line 2: “7.0”');
  expect(look).toMatchObject({
    code: 0,
    out: expect.stringContaining('Nothing is loaded. It would create 1 users'),
  });
  expect(await countUsers()).toBe(0);

  const bytes = await run(Buffer.from('email,name\nb@x.example,Ren\xe9\n', 'latin1'));
  expect(bytes).toMatchObject({ code: 1, told: expect.stringContaining('--encoding windows-1252') });
  expect(await countUsers()).toBe(0);

  const load = await run(file);
  expect(load).toMatchObject({ code: 0, out: expect.stringContaining('1 loaded, 0 bad. 1 users created') });
  expect(load.told).toContain('looks like a number');
  expect(await countUsers()).toBe(1);

  const blankRows = await run('email,vero_id\nc@x.example,8\n,\n,\n');
  expect(blankRows).toMatchObject({ code: 0, out: expect.stringContaining('1 loaded, 0 bad.') });
}, 180_000);
