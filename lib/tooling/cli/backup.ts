/** `npm run backup -- FILE`, also of a running installation. */
import { writeBackup } from '#lib/tooling/backup/write-backup.ts';
import { withInstallation } from './database.ts';
import { endWith, fileNamed } from './file-command.ts';
import { complain, print } from './output.ts';

/** Exit code 0: the file is whole. 1: there is none. */
async function main(): Promise<number> {
  const [path, ...more] = process.argv.slice(2);
  if (!path || path.startsWith('-') || more.length > 0) {
    complain('Usage: npm run backup -- FILE');
    return 1;
  }
  const file = fileNamed(path);
  const { tables, rows, bytes } = await withInstallation((own) => writeBackup({ ...own, file }));
  print(`${path}: ${rows.toLocaleString('en')} rows of ${tables} tables, ${(bytes / 1e6).toFixed(1)} MB.`);
  return 0;
}

await endWith(main, 'No backup was made.');
