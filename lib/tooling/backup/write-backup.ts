/** A consistent backup, also of a running installation. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync, rmSync, statSync } from 'node:fs';
import { link, unlink } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import { type Client, escapeIdentifier } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { archiveVersion, BackupError, type Head, rowsEnd, schemaOf, secretMark } from './archive.ts';
import { steadyForm, withClient } from './open-client.ts';
import { listTables, readSequences, type Table } from './tables.ts';

export type BackupReport = { tables: number; rows: number; bytes: number };

export type BackupInput = { databaseUrl: string; secret: string; file: string };

/**
 * `file` is readable by its owner only and appears when whole. Throws BackupError when it exists, or for
 * another schema.
 */
export async function writeBackup({ databaseUrl, secret, file }: BackupInput): Promise<BackupReport> {
  if (existsSync(file)) throw new BackupError(`${file} is there already. Name a new file.`);
  const part = `${file}.part`;
  try {
    const counted = await withClient(databaseUrl, (client) => writePart(client, secret, part));
    // Unlike a rename this never replaces a file.
    await link(part, file);
    await unlink(part);
    return { ...counted, bytes: statSync(file).size };
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

async function writePart(
  client: Client,
  secret: string,
  part: string,
): Promise<{ tables: number; rows: number }> {
  rmSync(part, { force: true });
  const gzip = createGzip({ level: 4 });
  const output = createWriteStream(part, { mode: 0o600, flags: 'wx', flush: true });
  const written = finished(output);
  // The disk may fill up while rows are still read.
  written.catch((error) => gzip.destroy(error));
  gzip.pipe(output);
  await client.query(`begin transaction isolation level repeatable read, read only; ${steadyForm}`);
  const schema = await schemaOf(client);
  const head: Head = {
    tagdesk: 'backup',
    version: archiveVersion,
    madeAt: new Date().toISOString(),
    schema,
    secret: secretMark(secret),
  };
  await writeLine(gzip, head);
  const tables = await listTables(client);
  let rows = 0;
  for (const table of tables) rows += await writeTable(client, table, gzip);
  // After the rows: later numbers are skipped, never given out twice.
  await writeLine(gzip, { sequences: await readSequences(client) });
  await writeLine(gzip, { end: true, tables: tables.length, rows });
  await client.query('commit');
  gzip.end();
  await written;
  return { tables: tables.length, rows };
}

async function writeTable(client: Client, table: Table, gzip: Gzip): Promise<number> {
  await writeLine(gzip, { table: table.name, columns: table.columns });
  const columns = table.columns.map((column) => escapeIdentifier(column)).join(', ');
  // A query: a partitioned table's rows are in its parts.
  const stream = client.query(
    copyTo(`copy (select ${columns} from ${escapeIdentifier(table.name)}) to stdout`),
  );
  const hash = createHash('sha256');
  for await (const chunk of stream) {
    hash.update(chunk);
    await write(gzip, chunk);
  }
  await write(gzip, rowsEnd);
  const rows = stream.rowCount;
  await writeLine(gzip, { rows, sha256: hash.digest('hex') });
  return rows;
}

function writeLine(gzip: Gzip, line: object): Promise<void> {
  return write(gzip, `${JSON.stringify(line)}\n`);
}

async function write(gzip: Gzip, chunk: string | Buffer): Promise<void> {
  if (gzip.destroyed) throw gzip.errored ?? new Error('The file could not be written.');
  if (!gzip.write(chunk)) await once(gzip, 'drain');
}
