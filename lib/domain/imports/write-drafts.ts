/** Few statements per batch, whatever the number of rows. */
import type pg from 'pg';
import type { Actor } from '#lib/platform/context.ts';
import { gapMaskOf, maskOf } from '#lib/platform/db/provider-mask.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { MirrorTag, OperationOutcome } from '#lib/shared/changes.ts';
import { type CopyValue, copyRows, intArray } from './copy-rows.ts';
import type { DraftIdentity, DraftUser } from './drafts.ts';
import { keepBatch, lastLine, toRenamed } from './keep-batch.ts';
import type { TagIds } from './tag-ids.ts';

export type ImportOrigin = { importId: number; actor: Actor };

/** As in the SQL function `refresh_users`. */
const bits: Record<MirrorTag['proof'], number> = { confirmed: 1, accepted: 2, imported: 4, unknown: 8 };

export type PlacedIdentity = { user: DraftUser; identity: DraftIdentity };

type Written = { created: DraftUser[]; changed: DraftUser[]; fresh: PlacedIdentity[] };

/** Gives the ids of users that were made and changed. Runs inside the batch's transaction. */
export async function writeDrafts(
  client: pg.PoolClient,
  users: readonly DraftUser[],
  tagIds: TagIds,
  origin: ImportOrigin,
): Promise<{ created: number[]; changed: number[] }> {
  let linesAfter = 0;
  const { created, changed, fresh } = await storeDrafts(client, users, tagIds, async (altered) => {
    linesAfter = await lastLine(client);
    await writeLedger(client, altered, origin);
  });
  if (created.length + changed.length > 0) {
    await keepBatch(client, {
      importId: origin.importId,
      userIds: created.map(({ id }) => id),
      identityIds: fresh.map(({ identity }) => identity.id),
      renamed: changed.flatMap(toRenamed),
      linesAfter,
    });
  }
  const idsOf = (drafts: readonly DraftUser[]) => drafts.flatMap(({ id }) => id ?? []);
  return { created: idsOf(created), changed: idsOf(changed) };
}

/** Users, identities and mirrors; new ids are in the drafts afterwards. `writeLines`: of those whose mirror changes. */
export async function storeDrafts(
  client: pg.PoolClient,
  users: readonly DraftUser[],
  tagIds: TagIds,
  writeLines: (altered: readonly PlacedIdentity[]) => Promise<void>,
): Promise<Written> {
  const created = users.filter((user) => user.id === null);
  const changed = users.filter((user) => user.id !== null && user.isChanged);
  const placed = [...created, ...changed].flatMap((user) =>
    [...user.identities.values()].map((identity) => ({ user, identity })),
  );
  const altered = placed.filter(({ identity }) => identity.isChanged);
  await tagIds.prepare(client, newTags(altered));
  await assignIds(client, created, 'users_id_seq');
  const fresh = placed.filter(({ identity }) => identity.id === null);
  await assignIds(
    client,
    fresh.map(({ identity }) => identity),
    'identities_id_seq',
  );
  await writeUsers(client, created, tagIds);
  await copyRows(
    client,
    'identities (id, user_id, provider, external_id)',
    lazily(fresh, ({ user, identity }) => [identity.id, user.id, identity.provider, identity.externalId]),
  );
  await writeTags(client, altered, tagIds);
  await writeLines(altered);
  await refreshChanged(client, changed);
  return { created, changed, fresh };
}

function* newTags(placed: readonly PlacedIdentity[]) {
  for (const { identity } of placed) {
    for (const { key, value, tagId } of identity.tags.values()) {
      if (tagId === null) yield { provider: identity.provider, key, value };
    }
  }
}

/** Ids first, so that every table can be filled by COPY. */
async function assignIds(
  client: pg.PoolClient,
  drafts: readonly { id: number | null }[],
  sequence: string,
): Promise<void> {
  if (drafts.length === 0) return;
  const { rows } = await client.query<{ id: number }>(
    'select nextval($1::regclass) as id from generate_series(1, $2::int)',
    [sequence, drafts.length],
  );
  for (const [position, draft] of drafts.entries()) draft.id = rows[position]?.id ?? null;
}

/** With their summary columns: updating them afterwards would cost as much again. */
async function writeUsers(client: pg.PoolClient, users: readonly DraftUser[], tagIds: TagIds): Promise<void> {
  if (users.length === 0) return;
  await client.query(
    `create temporary table import_users (id bigint, name text, email text, external_ids text,
       tag_ids int[], tag_count int, identity_mask smallint, tag_mask smallint, gap_mask smallint, proof_mask smallint) on commit drop`,
  );
  await copyRows(
    client,
    'import_users',
    lazily(users, (user) => toSummary(user, tagIds)),
  );
  await client.query(
    `insert into users (id, name, email, search, tag_ids, tag_count, identity_mask, tag_mask, gap_mask, proof_mask)
     overriding system value
     select id, name, email, fold_text(concat_ws(E'\\n', nullif(name, ''), nullif(email, ''), external_ids)),
       tag_ids, tag_count, identity_mask, tag_mask, gap_mask, proof_mask
     from import_users order by id`,
  );
}

function toSummary(user: DraftUser, tagIds: TagIds): CopyValue[] {
  // In the order of identity ids, as refresh_users lists them.
  const identities = [...user.identities.values()];
  const ids = identities.flatMap(({ provider, tags }) =>
    [...tags.values()].map(({ key, value }) => tagIds.get({ provider, key, value })),
  );
  return [
    user.id,
    user.name,
    user.email,
    identities.length > 0 ? identities.map(({ externalId }) => externalId).join('\n') : null,
    intArray(new Set([...ids].sort((a, b) => a - b))),
    ids.length,
    maskOf(identities.map(({ provider }) => provider)),
    maskOf(identities.filter(({ tags }) => tags.size > 0).map(({ provider }) => provider)),
    gapMaskOf(new Map(identities.map(({ provider, tags }) => [provider, [...tags.values()]]))),
    identities.reduce(
      (mask, { tags }) => [...tags.values()].reduce((sum, { proof }) => sum | bits[proof], mask),
      0,
    ),
  ];
}

async function writeTags(
  client: pg.PoolClient,
  placed: readonly PlacedIdentity[],
  tagIds: TagIds,
): Promise<void> {
  const replaced = placed.flatMap(({ identity }) =>
    identity.before
      .filter((tag) => identity.tags.get(tag.key) !== tag)
      .map((tag) => ({ identityId: identity.id, tagId: tag.tagId })),
  );
  if (replaced.length > 0) {
    await client.query(
      `delete from identity_tags it using unnest($1::bigint[], $2::int[]) as gone (identity_id, tag_id)
       where it.identity_id = gone.identity_id and it.tag_id = gone.tag_id`,
      [replaced.map(({ identityId }) => identityId), replaced.map(({ tagId }) => tagId)],
    );
  }
  await copyRows(
    client,
    'identity_tags (identity_id, tag_id, proof, proof_at, provider_tag_id)',
    addedTags(placed, tagIds),
  );
}

function* addedTags(placed: readonly PlacedIdentity[], tagIds: TagIds): Generator<CopyValue[]> {
  for (const { identity } of placed) {
    for (const { key, value, proof, proofAt, providerTagId, tagId } of identity.tags.values()) {
      if (tagId !== null) continue;
      const id = tagIds.get({ provider: identity.provider, key, value });
      yield [identity.id, id, proof, proofAt, providerTagId];
    }
  }
}

async function writeLedger(
  client: pg.PoolClient,
  placed: readonly PlacedIdentity[],
  origin: ImportOrigin,
): Promise<void> {
  const now = new Date().toISOString();
  await copyRows(
    client,
    `changes (kind, user_id, identity_id, provider, external_id, member_id, actor, import_id, operations, before,
       after, outcomes, outcome, state, created_at, closed_at)`,
    lazily(placed, ({ user, identity }) => {
      const { operations, before, after, outcomes } = toImportedChange(identity);
      return [
        'import',
        user.id,
        identity.id,
        identity.provider,
        identity.externalId,
        origin.actor.memberId,
        origin.actor.name,
        origin.importId,
        JSON.stringify(operations),
        JSON.stringify(before),
        JSON.stringify(after),
        JSON.stringify(outcomes),
        'imported',
        'closed',
        now,
        now,
      ];
    }),
  );
}

async function refreshChanged(client: pg.PoolClient, users: readonly DraftUser[]): Promise<void> {
  if (users.length === 0) return;
  const renamed = users.filter(({ renamedFrom }) => renamedFrom !== null);
  if (renamed.length > 0) {
    await client.query(
      `update users u set name = r.name, email = r.email,
         name_from = case when u.name = r.name then u.name_from else 'file' end,
         email_from = case when u.email = r.email then u.email_from else 'file' end
       from unnest($1::bigint[], $2::text[], $3::text[]) as r (id, name, email) where u.id = r.id`,
      [renamed.map(({ id }) => id), renamed.map(({ name }) => name), renamed.map(({ email }) => email)],
    );
  }
  const ids = users.map(({ id }) => id);
  await client.query('select refresh_users($1::bigint[])', [ids]);
  await client.query(
    `select end_moved_drifts(array_agg(id)) from identities where user_id = any($1)
     having exists (select from drifts where state = 'open')`,
    [ids],
  );
}

/** Lazily: all ledger lines of a batch at once would outweigh the batch. */
function* lazily<T>(items: readonly T[], toRow: (item: T) => CopyValue[]): Generator<CopyValue[]> {
  for (const item of items) yield toRow(item);
}

type ImportedChange = {
  operations: Operation[];
  before: MirrorTag[];
  after: MirrorTag[];
  outcomes: OperationOutcome[];
};

const outcome: OperationOutcome = { outcome: 'imported', code: null, message: null, hint: null };

/** A replaced value is an update, all else an addition: files remove nothing. */
function toImportedChange({ before, tags }: Pick<DraftIdentity, 'before' | 'tags'>): ImportedChange {
  const earlier = new Map(before.map((tag) => [tag.key, tag]));
  const operations = [...tags.values()]
    .filter((tag) => earlier.get(tag.key) !== tag)
    .map(({ key, value }): Operation => ({ verb: earlier.has(key) ? 'update' : 'add', key, value }));
  return {
    operations,
    before: before.map(toMirror),
    after: [...tags.values()].map(toMirror),
    outcomes: operations.map(() => outcome),
  };
}

export function toMirror({ key, value, proof, proofAt, providerTagId }: MirrorTag): MirrorTag {
  return { key, value, proof, proofAt, providerTagId };
}
