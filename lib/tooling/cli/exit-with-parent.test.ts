import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { waitForEnd } from '#lib/tooling/embedded-postgres/processes.ts';

test('a child ends in good order after its launcher was killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tagdesk-tie-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const note = join(folder, 'ended');
  const script = join(folder, 'child.mjs');
  writeFileSync(
    script,
    `import { writeFileSync } from 'node:fs';
     process.on('SIGTERM', () => { writeFileSync(${JSON.stringify(note)}, 'in order'); process.exit(0); });
     console.log(process.pid);
     setInterval(() => {}, 1000);`,
  );
  const module = fileURLToPath(new URL('./child.ts', import.meta.url));
  const launcher = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { startChild } from ${JSON.stringify(module)};
       startChild({ name: 'child', parameters: [${JSON.stringify(script)}], environment: process.env,
         onFirstLine: (line) => console.log(line) });`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [pid] = await once(createInterface(launcher.stdout), 'line');
  launcher.kill('SIGKILL');
  expect(await waitForEnd(Number(pid), 10_000)).toBe(true);
  expect(readFileSync(note, 'utf8')).toBe('in order');
});
