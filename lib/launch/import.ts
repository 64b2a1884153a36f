/** `npm run import -- FILE.csv`: loads users into this installation, whether it is running or not. Run by import.mjs. */
import './tie-to-parent.ts';
import { createReadStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { systemActor } from '#lib/auth/context.ts';
import { processDatabase } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { importUsers } from '#lib/imports/import-users.ts';
import type { ImportReport } from '#lib/imports/schemas.ts';
import { contextFor } from '#lib/runtime.ts';
import { SettingsError } from '#lib/settings/settings-error.ts';
import { withDatabase } from './database.ts';

/** Exit code 0: every row is in. 1: some are not, or the file could not be read. */
async function main(): Promise<number> {
  const [path, ...more] = process.argv.slice(2);
  if (!path || more.length > 0) {
    console.error('Usage: npm run import -- FILE.csv');
    return 1;
  }
  // npm runs scripts from the root, but names files from where it was called.
  const file = resolve(process.env.INIT_CWD ?? '.', path);
  const report = await withDatabase(async () => {
    const source = { fileName: basename(file), stream: createReadStream(file) };
    try {
      return await importUsers(contextFor(systemActor), source);
    } finally {
      await processDatabase().close();
    }
  });
  print(report);
  return report.rowsBad > 0 ? 1 : 0;
}

function print(report: ImportReport): void {
  const number = (count: number) => count.toLocaleString('en');
  for (const { line, column, reason } of report.badRows) {
    console.error(`Line ${line}${column ? `, ${column}` : ''}: ${reason}`);
  }
  if (report.badRows.length > 0 && report.badRows.length < report.rowsBad) {
    console.error(`Only the first ${number(report.badRows.length)} reasons are shown.`);
  }
  console.log(
    `${report.fileName}: ${number(report.rowsRead)} rows read, ${number(report.rowsLoaded)} loaded, ` +
      `${number(report.rowsBad)} bad. ${number(report.usersCreated)} users created, ` +
      `${number(report.usersChanged)} changed.`,
  );
}

function explain(error: unknown): string {
  if (error instanceof AppError || error instanceof SettingsError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : null;
  if (code === 'ENOENT') return `There is no such file: ${process.argv[2]}`;
  return code === 'EISDIR' ? `${process.argv[2]} is a folder, not a file.` : (error.stack ?? error.message);
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(explain(error));
  return 1;
});
