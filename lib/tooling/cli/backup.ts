/** `npm run backup -- FILE`: the whole installation in one file, whether it is running or not. */
import { resolve } from 'node:path';
import { SettingsError } from '#lib/platform/settings/settings-error.ts';
import { BackupError } from '#lib/tooling/backup/archive.ts';
import { writeBackup } from '#lib/tooling/backup/write-backup.ts';
import { withInstallation } from './database.ts';
import { complain, say } from './output.ts';

/** Exit code 0: the file is whole. 1: there is none. */
async function main(): Promise<number> {
  const [path, ...more] = process.argv.slice(2);
  if (!path || path.startsWith('-') || more.length > 0) {
    complain('Usage: npm run backup -- FILE');
    return 1;
  }
  // npm runs scripts from the root, but names files from where it was called.
  const file = resolve(process.env.INIT_CWD ?? '.', path);
  const { tables, rows, bytes } = await withInstallation((own) => writeBackup({ ...own, file }));
  say(`${path}: ${rows.toLocaleString('en')} rows of ${tables} tables, ${(bytes / 1e6).toFixed(1)} MB.`);
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  const known = error instanceof BackupError || error instanceof SettingsError;
  complain(
    `No backup was made. ${known ? error.message : error instanceof Error ? error.stack : String(error)}`,
  );
  return 1;
});
