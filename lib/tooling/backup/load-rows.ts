import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { copyIn } from '#lib/platform/db/copy-in.ts';
import { BackupError, rowsLine, tableLine } from './archive.ts';
import type { Archive } from './open-archive.ts';
import { type Table, target } from './tables.ts';

/** Gives the number of rows. Throws BackupError for wrong tables, columns, counts or checksums. */
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
  async function* hashed(): AsyncGenerator<Buffer> {
    for await (const bytes of archive.rows()) {
      hash.update(bytes);
      yield bytes;
    }
  }
  // `target`: names from the database itself.
  const taken = await copyIn(client, `copy ${target(table)} from stdin`, hashed()).catch((error: unknown) => {
    if (error instanceof BackupError) throw error;
    const words = error instanceof Error ? error.message : String(error);
    throw new BackupError(`The table ${table.name} was not taken: ${words}.`);
  });
  const { rows, sha256 } = await archive.take(rowsLine);
  if (rows !== taken || sha256 !== hash.digest('hex')) {
    throw new BackupError(`The rows of ${table.name} are not those that were written: it was altered.`);
  }
  return rows;
}
