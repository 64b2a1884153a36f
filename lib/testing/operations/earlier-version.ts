/** From this checkout's history. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The last one before the present structure: without references, budgets and import batches. */
const earlier = { commit: '99425a8', launcher: 'lib/launch/start.mjs' };

export function hasHistory(): boolean {
  try {
    execFileSync('git', ['cat-file', '-e', `${earlier.commit}^{commit}`], { cwd: root, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** On the present packages: nothing is downloaded. */
export function openEarlierVersion(): { folder: string; launcher: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'tagdesk-earlier-'));
  const archive = execFileSync('git', ['archive', earlier.commit], { cwd: root, maxBuffer: 2 ** 28 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  cpSync(join(root, 'node_modules'), join(folder, 'node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  return {
    folder,
    launcher: earlier.launcher,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
