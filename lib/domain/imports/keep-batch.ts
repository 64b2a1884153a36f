import type pg from 'pg';
import { AppError } from '#lib/shared/errors.ts';
import type { Renamed } from '#lib/shared/import-undo.ts';
import type { DraftUser } from './drafts.ts';

export function toRenamed({ id, name, email, renamedFrom }: DraftUser): Renamed[] {
  return id === null || renamedFrom === null ? [] : [{ id, ...renamedFrom, newName: name, newEmail: email }];
}

/** Every line that is written later has a higher id. */
export async function lastLine(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ id: number }>('select coalesce(max(id), 0) as id from changes');
  return rows[0]?.id ?? 0;
}

type Batch = {
  importId: number;
  userIds: (number | null)[];
  identityIds: (number | null)[];
  renamed: Renamed[];
  linesAfter: number;
};

/** Throws AppError `conflict` when the import is being undone. */
export async function keepBatch(client: pg.PoolClient, batch: Batch): Promise<void> {
  const { rowCount } = await client.query(
    `insert into import_batches (import_id, user_ids, identity_ids, renamed, lines_after, lines_through)
     select id, $2::bigint[], $3::bigint[], $4::jsonb, $5::bigint, (select coalesce(max(id), 0) from changes)
     from imports where id = $1 and undo_started_at is null`,
    [batch.importId, batch.userIds, batch.identityIds, JSON.stringify(batch.renamed), batch.linesAfter],
  );
  if (rowCount === 0) throw new AppError('conflict', 'This import is being undone: nothing more is loaded.');
}
