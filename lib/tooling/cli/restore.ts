/** `npm run restore -- FILE [--replace]`; Tagdesk must not be running. */
import { restoreBackup } from '#lib/tooling/backup/restore-backup.ts';
import { withInstallation } from './database.ts';
import { endWith, fileNamed } from './file-command.ts';
import { complain, print } from './output.ts';

/** Exit code 0: everything is in. 1: nothing was changed. */
async function main(): Promise<number> {
  const parameters = process.argv.slice(2);
  const replace = parameters.includes('--replace');
  const [path, ...more] = parameters.filter((parameter) => parameter !== '--replace');
  if (!path || path.startsWith('-') || more.length > 0) {
    complain('Usage: npm run restore -- FILE [--replace]');
    return 1;
  }
  const file = fileNamed(path);
  const report = await withInstallation((own) => restoreBackup({ ...own, file, replace }));
  print(
    `${path}, made at ${report.madeAt}: ${report.rows.toLocaleString('en')} rows of ${report.tables} tables are in. ` +
      'Everybody signs in anew, and makes new recovery codes; runs that were moving rest until somebody resumes them.',
  );
  if (!report.sameSecret) {
    print(
      'It was made under another TAGDESK_SECRET. What was encrypted with that one, such as the second step of ' +
        'signing in, has to be set up anew, unless you set that secret again.',
    );
  }
  return 0;
}

await endWith(main, 'Nothing was changed.');
