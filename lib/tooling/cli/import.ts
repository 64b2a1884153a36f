/**
 * `npm run import -- FILE.csv [--look] [--encoding windows-1252] [--delimiter semicolon]`. Prints advice
 * first; `--look` stops there. Run by import.mjs.
 */
import './exit-with-parent.ts';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { importUsers } from '#lib/domain/imports/import-users.ts';
import { lookAtImport } from '#lib/domain/imports/look-at-import.ts';
import { systemActor } from '#lib/platform/context.ts';
import { readSaidForm } from '#lib/platform/csv/read-said-form.ts';
import { processDatabase } from '#lib/platform/db/client.ts';
import { contextFor } from '#lib/platform/runtime.ts';
import { SettingsError } from '#lib/platform/settings/settings-error.ts';
import { delimiterNames, type SaidForm, saidEncodings } from '#lib/shared/csv.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { ImportAdvice, ImportLook, ImportReport } from '#lib/shared/imports.ts';
import { withDatabase } from './database.ts';
import { fileNamed } from './file-command.ts';

const usage = `Usage: npm run import -- FILE.csv [--look] [--encoding ${saidEncodings.join('|')}] [--delimiter ${Object.keys(delimiterNames).join('|')}]`;

/** Exit code 0: every row is in. 1: some are not, or the file is unreadable. */
async function main(): Promise<number> {
  const { path, form, lookOnly } = readArguments();
  if (!path) {
    console.error(usage);
    return 1;
  }
  const file = fileNamed(path);
  const source = () => ({ fileName: basename(file), stream: createReadStream(file), form });
  const result = await withDatabase(async () => {
    const context = contextFor(systemActor);
    try {
      // A pipe can be read once.
      const look = lookOnly || statSync(file).isFile() ? await lookAtImport(context, source()) : null;
      for (const advice of look?.advice ?? []) console.error(formatAdvice(advice));
      if (look && look.rowsNoText > 0 && !form.encoding) throw new AppError('invalid', noText);
      return look && lookOnly ? look : await importUsers(context, source());
    } finally {
      await processDatabase().close();
    }
  });
  print(result);
  return result.rowsBad > 0 ? 1 : 0;
}

const noText =
  'The file holds bytes that are not UTF-8. Nothing was loaded. If a spreadsheet of Windows saved it, say so: ' +
  '--encoding windows-1252. With --encoding utf-8 the lines that are UTF-8 are loaded.';

/** `path` null: wrong arguments. */
function readArguments(): { path: string | null; form: SaidForm; lookOnly: boolean } {
  const options = {
    encoding: { type: 'string' },
    delimiter: { type: 'string' },
    look: { type: 'boolean', default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const path = positionals.length === 1 ? (positionals[0] ?? null) : null;
    return { path, form: readSaidForm(values), lookOnly: values.look };
  } catch (error) {
    if (error instanceof AppError) throw error;
    return { path: null, form: {}, lookOnly: false };
  }
}

function formatAdvice({ text, column, example, line, count }: ImportAdvice): string {
  const cells = count === 1 ? '1 cell' : `${count.toLocaleString('en')} cells`;
  return `${text} (${cells} of ${column}, first in line ${line}: “${example}”)`;
}

function print(report: ImportReport | ImportLook): void {
  const number = (count: number) => count.toLocaleString('en');
  for (const { line, column, reason } of report.badRows) {
    console.error(`Line ${line}${column ? `, ${column}` : ''}: ${reason}`);
  }
  if (report.badRows.length > 0 && report.badRows.length < report.rowsBad) {
    console.error(`Only the first ${number(report.badRows.length)} reasons are shown.`);
  }
  const { fileName, rowsRead, rowsLoaded, rowsBad, usersCreated, usersChanged } = report;
  console.log(
    'importId' in report
      ? `${fileName}: ${number(rowsRead)} rows read, ${number(rowsLoaded)} loaded, ${number(rowsBad)} bad. ` +
          `${number(usersCreated)} users created, ${number(usersChanged)} changed.`
      : `${fileName}: ${number(rowsRead)} rows read, ${number(rowsBad)} bad. Nothing is loaded. It would create ` +
          `${number(usersCreated)} users, change ${number(usersChanged)} and leave ${number(report.usersUnchanged)} as they are.`,
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
