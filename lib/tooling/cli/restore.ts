/** `npm run restore -- FILE [--replace]`: a backup into this installation, which must not be running. */
import { resolve } from 'node:path';
import { SettingsError } from '#lib/platform/settings/settings-error.ts';
import { BackupError } from '#lib/tooling/backup/archive.ts';
import { restoreBackup } from '#lib/tooling/backup/restore-backup.ts';
import { withInstallation } from './database.ts';
import { complain, say } from './output.ts';

/** Exit code 0: everything is in. 1: nothing was changed. */
async function main(): Promise<number> {
  const parameters = process.argv.slice(2);
  const replace = parameters.includes('--replace');
  const [path, ...more] = parameters.filter((parameter) => parameter !== '--replace');
  if (!path || path.startsWith('-') || more.length > 0) {
    complain('Usage: npm run restore -- FILE [--replace]');
    return 1;
  }
  const file = resolve(process.env.INIT_CWD ?? '.', path);
  const report = await withInstallation((own) => restoreBackup({ ...own, file, replace }));
  say(
    `${path}, made at ${report.madeAt}: ${report.rows.toLocaleString('en')} rows of ${report.tables} tables are in. ` +
      'Everybody signs in anew, and makes new recovery codes; runs that were moving rest until somebody resumes them.',
  );
  if (!report.sameSecret) {
    say(
      'It was made under another TAGDESK_SECRET. What was encrypted with that one, such as the second step of ' +
        'signing in, has to be set up anew, unless you set that secret again.',
    );
  }
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  const known = error instanceof BackupError || error instanceof SettingsError;
  complain(
    `Nothing was changed. ${known ? error.message : error instanceof Error ? error.stack : String(error)}`,
  );
  return 1;
});
