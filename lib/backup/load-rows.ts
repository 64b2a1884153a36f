/** The tables of a backup, on their way into the database, counted and checked. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { rowsLine, tableLine } from './archive.ts';
import { BackupError } from './errors.ts';
import type { Archive } from './open-archive.ts';
import { type Table, target } from './tables.ts';

/** Gives how much was loaded. Throws BackupError when tables, columns, counts or checksums are not as they must be. */
export async function loadRows(
  client: Client,
  archive: Archive,
  tables: readonly Table[],
): Promise<{ tables: number; rows: number }> {
  let rows = 0;
  for (const table of tables) {
    const line = await archive.takeIf(tableLine);
    if (line?.table !== table.name || line.columns.join() !== table.columns.join()) {
      throw new BackupError(`It does not hold the table ${table.name} as this Tagdesk has it.`);
    }
    rows += await loadTable(client, archive, table);
  }
  return { tables: tables.length, rows };
}

async function loadTable(client: Client, archive: Archive, table: Table): Promise<number> {
  const hash = createHash('sha256');
  // `target` holds names that the database itself told.
  const copy = client.query(copyFrom(`copy ${target(table)} from stdin`));
  const ended = finished(copy);
  // Listened to at once: a refusal may come while rows are still being written.
  ended.catch(() => undefined);
  try {
    for await (const bytes of archive.rows()) {
      hash.update(bytes);
      if (!copy.write(bytes)) await Promise.race([once(copy, 'drain'), ended]);
    }
  } catch (error) {
    copy.destroy();
    throw error;
  }
  copy.end();
  await ended.catch((error: unknown) => {
    throw new BackupError(
      `The table ${table.name} was not taken: ${error instanceof Error ? error.message : String(error)}.`,
    );
  });
  const { rows, sha256 } = await archive.take(rowsLine);
  if (rows !== copy.rowCount || sha256 !== hash.digest('hex')) {
    throw new BackupError(`The rows of ${table.name} are not those that were written: it was altered.`);
  }
  return rows;
}
