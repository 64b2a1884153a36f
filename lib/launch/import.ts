/**
 * `npm run import -- FILE.csv [--encoding windows-1252] [--delimiter semicolon]`: loads users into this installation,
 * whether it is running or not. Run by import.mjs.
 */
import './tie-to-parent.ts';
import { createReadStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemActor } from '#lib/auth/context.ts';
import { fitsItself } from '#lib/csv/decode-text.ts';
import { readSaidForm } from '#lib/csv/read-said-form.ts';
import { delimiterNames, type SaidForm, saidEncodings } from '#lib/csv/schemas.ts';
import { processDatabase } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { importUsers } from '#lib/imports/import-users.ts';
import type { ImportReport } from '#lib/imports/schemas.ts';
import { contextFor } from '#lib/runtime.ts';
import { SettingsError } from '#lib/settings/settings-error.ts';
import { withDatabase } from './database.ts';

const usage = `Usage: npm run import -- FILE.csv [--encoding ${saidEncodings.join('|')}] [--delimiter ${Object.keys(delimiterNames).join('|')}]`;

/** Exit code 0: every row is in. 1: some are not, or the file could not be read. */
async function main(): Promise<number> {
  const { path, form } = readArguments();
  if (!path) {
    console.error(usage);
    return 1;
  }
  // npm runs scripts from the root, but names files from where it was called.
  const file = resolve(process.env.INIT_CWD ?? '.', path);
  if (!form.encoding && !(await fitsItself(createReadStream(file)))) {
    console.error(noText);
    return 1;
  }
  const report = await withDatabase(async () => {
    const source = { fileName: basename(file), stream: createReadStream(file), form };
    try {
      return await importUsers(contextFor(systemActor), source);
    } finally {
      await processDatabase().close();
    }
  });
  print(report);
  return report.rowsBad > 0 ? 1 : 0;
}

const noText =
  'The file holds bytes that are not UTF-8. Nothing was loaded. If a spreadsheet of Windows saved it, say so: ' +
  '--encoding windows-1252. With --encoding utf-8 the lines that are UTF-8 are loaded.';

/** `path` null where the arguments are not as they should be. */
function readArguments(): { path: string | null; form: SaidForm } {
  const options = { encoding: { type: 'string' }, delimiter: { type: 'string' } } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    return { path: positionals.length === 1 ? (positionals[0] ?? null) : null, form: readSaidForm(values) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    return { path: null, form: {} };
  }
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
  const path = 'path' in error ? error.path : 'FILE.csv';
  if (code === 'ENOENT') return `There is no such file: ${path}`;
  return code === 'EISDIR' ? `${path} is a folder, not a file.` : (error.stack ?? error.message);
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(explain(error));
  return 1;
});
