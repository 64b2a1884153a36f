/** `npm run pull` where nothing is set: in the sandbox, without a running installation. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const program = fileURLToPath(new URL('./pull.ts', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tagdesk-pull-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function pull(...words: string[]): Promise<{ code: number; out: string; errors: string }> {
  const { PATH, HOME, LANG } = process.env;
  const env = {
    NODE_ENV: 'test' as const,
    PATH,
    HOME,
    LANG,
    TAGDESK_DATA_DIR: folder,
    CEREGO_MAX_PER_SECOND: '200',
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { env }, (error, out, errors) =>
      resolve({ code: Number(error?.code ?? 0), out, errors }),
    );
  });
}

test('it fills an empty installation, waits, and says a line for each provider', {
  timeout: 120_000,
}, async () => {
  const { code, out, errors } = await pull('fragment', 'cerego');
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  const lines = out.trim().split('\n').toSorted();
  expect(lines).toEqual([
    expect.stringMatching(/^cerego: (\d+) read, \d+ new, 0 changed, 0 gone$/),
    expect.stringMatching(/^fragment: (\d+) read, \1 new, 0 changed, 0 gone$/),
  ]);
  const vero = await pull('vero');
  expect(vero).toMatchObject({ code: 1, out: '', errors: expect.stringContaining('Vero') });
  expect(await pull('nobody')).toMatchObject({ code: 1, errors: expect.stringContaining('Usage') });
});
