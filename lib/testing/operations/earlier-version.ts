/** An earlier version of Tagdesk, taken out of the history of this checkout. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The last one before the house of rooms: its ledger has no references, no budgets and no batches of imports. */
const earlier = { commit: '99425a8', launcher: 'lib/launch/start.mjs' };

/** False in a checkout without history. */
export function hasHistory(): boolean {
  try {
    execFileSync('git', ['cat-file', '-e', `${earlier.commit}^{commit}`], { cwd: root, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A checkout of it and what `npm start` runs there, on the present version's packages: nothing has to be fetched. */
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
