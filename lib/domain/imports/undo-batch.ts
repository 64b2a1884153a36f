/** Undoes one batch of an import, in the database only: nothing is sent. */
import { type SQL, sql } from 'drizzle-orm';
import { storeMirror } from '#lib/domain/changes/store-mirror.ts';
import type { Actor } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { Queryable, Transaction } from '#lib/platform/db/transaction.ts';
import type { OperationOutcome } from '#lib/shared/changes.ts';
import type { Renamed } from '#lib/shared/import-undo.ts';
import { fold } from '#lib/shared/text/fold.ts';
import {
  type BatchIdentity,
  type BatchState,
  type BatchUndo,
  type BatchUser,
  decideUndo,
  type ImportedLine,
  type UndoneLine,
} from './decide-undo.ts';

export type Batch = {
  id: number;
  importId: number;
  userIds: number[];
  identityIds: number[];
  renamed: Renamed[];
  linesAfter: number;
  linesThrough: number;
};

export const batchColumns = sql`id, import_id as "importId", to_jsonb(user_ids) as "userIds",
  to_jsonb(identity_ids) as "identityIds", renamed, lines_after as "linesAfter", lines_through as "linesThrough"`;

/** Mirrors per call of `write_mirror`, which compares each tag with each. */
const mirrorsAtOnce = 200;

/** Locks nothing: it may change meanwhile. */
export async function previewBatch(database: Queryable, batch: Batch): Promise<BatchUndo> {
  return decideUndo(await readState(database, batch, sql``));
}

/** The caller holds the imports' lock. */
export async function undoBatch(transaction: Transaction, batch: Batch, actor: Actor): Promise<BatchUndo> {
  const undo = decideUndo(await readState(transaction, batch, sql`for update`));
  await writeMirrors(transaction, undo);
  await writeLines(transaction, batch.importId, undo.lines, actor);
  await removePeople(transaction, undo);
  await giveNamesBack(transaction, undo);
  return undo;
}

async function readState(database: Queryable, batch: Batch, lock: SQL): Promise<BatchState> {
  const lines = await runStatement<ImportedLine & { userId: number }>(
    database,
    sql`select id, user_id as "userId", identity_id as "identityId", operations, before, after from changes
      where id > ${batch.linesAfter}::bigint and id <= ${batch.linesThrough}::bigint
        and import_id = ${batch.importId}::bigint and undo_of is null order by id`,
  );
  const others = await runStatement<{ userId: number }>(
    database,
    sql`select distinct user_id as "userId" from identities where id = any(${sql.param(batch.identityIds)}::bigint[])`,
  );
  const userIds = sql`${sql.param([
    ...new Set([
      ...batch.userIds,
      ...lines.map(({ userId }) => userId),
      ...others.map(({ userId }) => userId),
      ...batch.renamed.map(({ id }) => id),
    ]),
  ])}::bigint[]`;
  // Lock identities first, as edits do, and read only then.
  await runStatement(
    database,
    sql`select id from identities where user_id = any(${userIds}) order by id ${lock}`,
  );
  const users = await runStatement<BatchUser>(
    database,
    sql`select u.id, u.name, u.email,
        -- Whoever changes a user says the time of their transaction: it is that of a batch, or it was something else.
        u.changed_at not in (select unnest(array[b.written_at, coalesce(b.undone_at, b.written_at)])
          from import_batches b where ${isNobodysWork(batch)}) as "isTouched",
        u.id in (select t.user_id from run_targets t join runs r on r.id = t.run_id
          where r.status in ('planning', 'planned', 'scheduled', 'running', 'paused') and t.status = 'change')
          as "isPlanned"
      from users u where u.id = any(${userIds}) order by u.id ${lock}`,
  );
  const identities = await runStatement<BatchIdentity>(
    database,
    sql`with foreign_lines as materialized (
        select distinct identity_id from changes
        where user_id = any(${userIds}) and (import_id is null or import_id not in (select b.import_id
          from import_batches b where ${isNobodysWork(batch)}))
      ), theirs as materialized (select * from identities where user_id = any(${userIds}))
      select i.id, i.user_id as "userId", i.provider, i.external_id as "externalId", m.tags,
        exists (select from changes c where c.identity_id = i.id and c.state <> 'closed') as "isOpen",
        i.read_at is not null or i.profile is not null or i.same_as_id is not null
          or i.id in (select identity_id from foreign_lines)
          or i.id in (select identity_id from user_links)
          or exists (select from identities o where o.same_as_id = i.id)
          or exists (select from identity_refs r
            where r.identity_id = i.id and (r.is_own_id or r.ref <> i.external_id)) as "isTouched"
      from theirs i join current_mirrors((select array_agg(id) from theirs)) m on m.id = i.id order by i.id`,
  );
  return {
    lines,
    users,
    identities,
    madeUserIds: new Set(batch.userIds),
    madeIdentityIds: new Set(batch.identityIds),
    renamed: batch.renamed,
    emailHolders: await findHolders(database, batch.renamed),
  };
}

/** Batches `b` of this import and of undone ones: their work does not count as touched. */
function isNobodysWork({ importId }: Batch): SQL {
  return sql`(b.import_id = ${importId}::bigint
    or b.import_id in (select id from imports where undone_at is not null))`;
}

async function findHolders(database: Queryable, renamed: readonly Renamed[]): Promise<Map<string, number[]>> {
  const emails = renamed.filter(({ email, newEmail }) => email !== newEmail && email !== '');
  if (emails.length === 0) return new Map();
  const found = await runStatement<{ id: number; email: string }>(
    database,
    sql`select id, fold_text(email) as email from users
      where fold_text(email) = any(${sql.param(emails.map(({ email }) => fold(email)))}::text[])`,
  );
  return new Map(
    [...Map.groupBy(found, ({ email }) => email)].map(([email, holders]) => [
      email,
      holders.map(({ id }) => id),
    ]),
  );
}

/** Of users who stay; deleting the others cascades. */
async function writeMirrors(
  transaction: Transaction,
  { lines, removedIdentityIds }: BatchUndo,
): Promise<void> {
  const gone = new Set(removedIdentityIds);
  const desired = lines
    .filter(({ identity }) => !gone.has(identity.id))
    .map(({ identity, after }) => ({ identity, tags: after }));
  for (let start = 0; start < desired.length; start += mirrorsAtOnce) {
    await runStatement(transaction, sql`select ${storeMirror(desired.slice(start, start + mirrorsAtOnce))}`);
  }
}

const outcome: OperationOutcome = { outcome: 'imported', code: null, message: null, hint: null };

/** Lines of deleted users stay in the history. */
async function writeLines(
  transaction: Transaction,
  importId: number,
  lines: readonly UndoneLine[],
  actor: Actor,
): Promise<void> {
  const rows = lines.map(({ line, identity, operations, after }) => ({
    undo_of: line.id,
    user_id: identity.userId,
    identity_id: identity.id,
    provider: identity.provider,
    external_id: identity.externalId,
    operations,
    before: identity.tags,
    after,
    outcomes: operations.map(() => outcome),
  }));
  await runStatement(
    transaction,
    sql`insert into changes (kind, user_id, identity_id, provider, external_id, member_id, actor, import_id, undo_of,
        operations, before, after, outcomes, outcome, state, closed_at)
      select 'import', r.user_id, r.identity_id, r.provider, r.external_id, ${actor.memberId}::text, ${actor.name}::text,
        ${importId}::bigint, r.undo_of, r.operations, r.before, r.after, r.outcomes, 'imported', 'closed', now()
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(undo_of bigint, user_id bigint, identity_id bigint,
        provider text, external_id text, operations jsonb, before jsonb, after jsonb, outcomes jsonb)`,
  );
}

async function removePeople(
  transaction: Transaction,
  { removedUserIds, removedIdentityIds }: BatchUndo,
): Promise<void> {
  const users = sql`${sql.param(removedUserIds)}::bigint[]`;
  const identities = sql`${sql.param(removedIdentityIds)}::bigint[]`;
  const staying = await runStatement<{ id: number }>(
    transaction,
    sql`select distinct user_id as id from identities where id = any(${identities}) and user_id <> all(${users})`,
  );
  await runStatement(transaction, sql`delete from identity_tags where identity_id = any(${identities})`);
  await runStatement(transaction, sql`delete from identities where id = any(${identities})`);
  await runStatement(transaction, sql`delete from users where id = any(${users})`);
  await refresh(transaction, staying);
}

async function giveNamesBack(transaction: Transaction, { renamed }: BatchUndo): Promise<void> {
  await runStatement(
    transaction,
    sql`update users u set name = r.name, email = r.email
      from jsonb_to_recordset(${JSON.stringify(renamed)}::jsonb) as r(id bigint, name text, email text)
      where u.id = r.id`,
  );
  await refresh(transaction, renamed);
}

async function refresh(transaction: Transaction, users: readonly { id: number }[]): Promise<void> {
  if (users.length === 0) return;
  await runStatement(
    transaction,
    sql`select refresh_users(${sql.param(users.map(({ id }) => id))}::bigint[])`,
  );
}
