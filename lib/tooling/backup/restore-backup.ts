/** All in one transaction, or nothing. */
import { createReadStream } from 'node:fs';
import { symmetricEncrypt } from 'better-auth/crypto';
import { drizzle } from 'drizzle-orm/node-postgres';
import { type Client, escapeIdentifier } from 'pg';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import {
  archiveVersion,
  BackupError,
  type Head,
  headLine,
  type Sequence,
  schemaOf,
  secretMark,
  sequencesLine,
} from './archive.ts';
import { loadRows } from './load-rows.ts';
import { openArchive } from './open-archive.ts';
import { steadyForm, withClient } from './open-client.ts';
import { requireStopped } from './require-stopped.ts';
import { listAllTables, listTables } from './tables.ts';

export type RestoreInput = {
  databaseUrl: string;
  secret: string;
  file: string;
  /** Overwrites existing data. */
  replace: boolean;
};

/** `sameSecret` false: the backup's TAGDESK_SECRET was another. */
export type RestoreReport = { madeAt: string; tables: number; rows: number; sameSecret: boolean };

/**
 * Throws BackupError, with nothing changed: no backup, truncated, altered, another version, not empty, in
 * use.
 */
export async function restoreBackup(input: RestoreInput): Promise<RestoreReport> {
  const report = await withClient(input.databaseUrl, async (client) => {
    await client.query(`begin; ${steadyForm}`);
    const restored = await restore(client, input);
    await client.query('commit');
    // The planner has no statistics of the new rows.
    await client.query('analyze');
    return restored;
  });
  return report;
}

async function restore(client: Client, { secret, file, replace }: RestoreInput): Promise<RestoreReport> {
  const archive = openArchive(createReadStream(file));
  const head = await archive.take(headLine);
  await checkHead(client, head);
  await requireStopped(client);
  const tables = await listTables(client);
  const all = await listAllTables(client);
  await client.query(`lock table ${all.join(', ')} in access exclusive mode`);
  if (!replace)
    await requireEmpty(
      client,
      tables.map(({ name }) => name),
    );
  // Derived values are in the backup; triggers would count them twice.
  for (const table of all) await client.query(`alter table ${table} disable trigger user`);
  await client.query(`truncate ${all.join(', ')}`);
  const loaded = await loadRows(client, archive, tables);
  const { sequences } = await archive.take(sequencesLine);
  await archive.expectEnd(loaded);
  for (const table of all) await client.query(`alter table ${table} enable trigger user`);
  // First: the restored rows have taken numbers.
  for (const sequence of sequences) await advanceSequence(client, sequence);
  const recoveryCodesEnded = await endRecoveryCodes(client, secret);
  await standStill(client, { madeAt: head.madeAt, rows: loaded.rows, recoveryCodesEnded });
  return { madeAt: head.madeAt, ...loaded, sameSecret: head.secret === secretMark(secret) };
}

async function checkHead(client: Client, head: Head): Promise<void> {
  if (head.version !== archiveVersion) {
    throw new BackupError(`It has form ${head.version}; this Tagdesk reads form ${archiveVersion}.`);
  }
  const own = await schemaOf(client);
  if (own.count !== head.schema.count || own.newest !== head.schema.newest) {
    throw new BackupError(
      `It was made with schema ${head.schema.newest}, this Tagdesk has ${own.newest}. ` +
        'Restore it with the version that made it, then start this one.',
    );
  }
}

async function requireEmpty(client: Client, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const { rowCount } = await client.query(`select 1 from ${escapeIdentifier(table)} limit 1`);
    if (!rowCount) continue;
    throw new BackupError(
      `This installation is not empty (${table}). To give up what it holds, restore with --replace.`,
    );
  }
}

/** Only forward: sequences do not roll back, and numbers would be given out twice. */
async function advanceSequence(client: Client, { name, value, called }: Sequence): Promise<void> {
  const sequence = escapeIdentifier(name);
  await client.query(
    `select setval($1::regclass, $2::bigint, $3) from ${sequence} where (last_value, is_called) < ($2::bigint, $3)`,
    [sequence, value, called],
  );
}

/** Gives how many members had some. `secret`: encrypts the codes. */
async function endRecoveryCodes(client: Client, secret: string): Promise<number> {
  const none = await symmetricEncrypt({ key: secret, data: JSON.stringify([]) });
  const { rowCount } = await client.query('update two_factors set backup_codes = $1', [none]);
  return rowCount ?? 0;
}

/** Runs are paused, and open lines are looked up before anything is sent. Records an event. */
async function standStill(client: Client, restored: Record<string, string | number>): Promise<void> {
  await client.query(
    `update changes set state = 'in-doubt', lease_until = null where state in ('queued', 'sending')`,
  );
  await client.query(
    `update run_providers set state = 'paused', paused_by = 'Tagdesk, after a restore', paused_at = now(), rate = null
     where state in ('waiting', 'running')`,
  );
  await client.query(
    `update runs r set status = 'paused' where status = 'running'
       and exists (select 1 from run_providers l where l.run_id = r.id and l.state = 'paused')
       and not exists (select 1 from run_providers l where l.run_id = r.id and l.state = 'cancelled' and l.ended_at is null)`,
  );
  await client.query(
    `update pulls set state = 'paused', paused_by = 'Tagdesk, after a restore', owner = null, lease_until = null
     where ended_at is null and state = 'running'`,
  );
  await client.query(`update runs set status = 'planned', start_at = null where status = 'scheduled'`);
  await recordEvent(drizzle(client), {
    kind: 'installation.restored',
    memberId: null,
    actor: 'Tagdesk',
    detail: restored,
  });
}
