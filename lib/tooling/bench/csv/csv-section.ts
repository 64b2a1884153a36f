/** `csv`: half a million rows in and out of an installation, beside COPY. */
import { createReadStream } from 'node:fs';
import { Client, escapeIdentifier } from 'pg';
import { request } from 'undici';
import { migrate } from '#lib/platform/db/migrate.ts';
import type { ImportMessage } from '#lib/shared/imports.ts';
import { ensureDatabase } from '#lib/tooling/embedded-postgres/ensure-database.ts';
import type { Measurement } from '../bench.ts';
import { absoluteFigure, type Figure, times } from '../report/figure.ts';
import { type Installation, startInstallation } from '../system/installation.ts';
import { watchMemory } from '../system/watch-memory.ts';
import { timed } from '../take-turns.ts';
import { copyAsText, copyEverything, copyOut } from './bare-copy.ts';
import { makePeopleFile } from './people-file.ts';

const minShare = 0.5;
const maxMegabytes = 350;

export const csvSection: Measurement = async ({ folder, serverUrl, rows, print }, resources) => {
  const file = await makePeopleFile(folder, rows);
  const target = await emptyDatabase(serverUrl, 'csv_target');
  const installation = await startInstallation(resources, target);
  print('Importing …');
  const importing = watchMemory(installation);
  const importMs = await timed(() => importFile(installation, file, rows));
  const importPeak = importing.stop();
  print('Exporting …');
  const exporting = watchMemory(installation);
  const exportMs = await timed(() => exportFile(installation, rows));
  const exportPeak = exporting.stop();
  const exportLimit = await copyOut(target);
  print('The same rows by COPY …');
  const copied = await emptyDatabase(serverUrl, 'csv_copied');
  const importLimit = await copyEverything(target, copied, folder);
  const textLimit = await copyAsText(copied, file);
  const share = (what: string, ms: number, limitMs: number, least: number | null) =>
    shareFigure(what, { rows, ms, limitMs, least });
  return [
    share('import, beside COPY of all rows that it makes', importMs, importLimit, minShare),
    share('import, beside COPY of the file as text without index', importMs, textLimit, null),
    share('export, beside COPY of the same lines', exportMs, exportLimit, minShare),
    ...peakFigures('import', importPeak),
    ...peakFigures('export', exportPeak),
  ];
};

function peakFigures(what: string, peak: number | null): Figure[] {
  if (peak === null) return [];
  const figure = { value: peak, most: maxMegabytes, unit: 'MiB' };
  return [absoluteFigure('csv', `most memory of app and worker during ${what}`, figure)];
}

/** `least`: share of the limit's speed to reach. */
function shareFigure(
  what: string,
  { rows, ms, limitMs, least }: { rows: number; ms: number; limitMs: number; least: number | null },
): Figure {
  const share = limitMs / ms;
  const speed = (duration: number) =>
    `${(duration / 1000).toFixed(1)} s, ${(rows / duration).toFixed(1)}k rows/s`;
  return {
    section: 'csv',
    what,
    measured: speed(ms),
    limit: speed(limitMs),
    relation: times(share),
    target: least === null ? '' : `≥ ${least} ×`,
    met: least === null ? null : share >= least,
    numbers: { rows, ms, limitMs },
  };
}

async function emptyDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
  } finally {
    await client.end();
  }
  const url = await ensureDatabase(serverUrl, name);
  await migrate(url);
  return url;
}

async function importFile({ url, cookie }: Installation, file: string, rows: number): Promise<void> {
  const answer = await request(`${url}/api/imports`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'text/csv', 'x-file-name': 'people.csv' },
    body: createReadStream(file),
    bodyTimeout: 600_000,
    headersTimeout: 600_000,
  });
  const lines = (await answer.body.text()).trim().split('\n');
  const last = lastMessage(lines.at(-1) ?? '');
  if (last.kind !== 'report' || last.report.rowsLoaded !== rows) {
    throw new Error(`The import ended with: ${lines.at(-1)?.slice(0, 500)}`);
  }
}

/** One `ImportMessage` per line. */
function lastMessage(line: string): ImportMessage {
  return JSON.parse(line) as ImportMessage;
}

async function exportFile({ url, cookie }: Installation, rows: number): Promise<void> {
  const answer = await request(`${url}/api/users/export`, { headers: { cookie }, bodyTimeout: 600_000 });
  let lines = 0;
  for await (const part of answer.body) lines += countLines(part);
  if (lines !== rows + 1) throw new Error(`The export has ${lines} lines.`);
}

const lineFeed = 10;

function countLines(part: Buffer): number {
  let count = 0;
  for (let at = part.indexOf(lineFeed); at >= 0; at = part.indexOf(lineFeed, at + 1)) count += 1;
  return count;
}
