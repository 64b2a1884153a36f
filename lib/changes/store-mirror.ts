/**
 * The one writer of the mirror. Takes the wished state of whole identities and writes the difference, a batch in a
 * handful of statements. The caller has locked the identities and ends with `refreshUsers` in the same transaction.
 */
import { type SQL, sql } from 'drizzle-orm';
import { runStatement } from '#lib/db/run-statement.ts';
import type { Transaction } from '#lib/db/transaction.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { MirrorTag } from './schemas.ts';

export type LockedIdentity = {
  id: number;
  userId: number;
  provider: ProviderId;
  externalId: string;
  tags: MirrorTag[];
};

/** What the mirror holds for an identity, as MirrorTag[]. */
export function mirrorOf(identityId: SQL): SQL {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value, 'proof', it.proof,
    'proofAt', to_char(it.proof_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'providerTagId', it.provider_tag_id) order by t.key), '[]'::jsonb)
    from identity_tags it join tags t on t.id = it.tag_id where it.identity_id = ${identityId})`;
}

/** Locks identities (in id order, so that batches cannot deadlock) and gives what the mirror holds for each. */
export async function lockIdentities(
  transaction: Transaction,
  ids: readonly number[],
): Promise<Map<number, LockedIdentity>> {
  const rows = await runStatement<LockedIdentity>(
    transaction,
    sql`with locked as (${lockedIdentities(ids)})
      select l.id, l.user_id as "userId", l.provider, l.external_id as "externalId", ${mirrorOf(sql`l.id`)} as tags
      from locked l order by l.id`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export function lockedIdentities(ids: readonly number[]): SQL {
  return sql`select id, user_id, provider, external_id from identities
    where id = any(${sql.param(ids)}::bigint[]) order by id for no key update`;
}

const rowOf = (identity: LockedIdentity, tag: MirrorTag) => ({
  identity_id: identity.id,
  provider: identity.provider,
  key: tag.key,
  value: tag.value,
  proof: tag.proof,
  proof_at: tag.proofAt,
  provider_tag_id: tag.providerTagId,
});

const fieldsOf = (tag: MirrorTag) =>
  JSON.stringify([tag.key, tag.value, tag.proof, tag.proofAt, tag.providerTagId]);
const textOf = (tag: MirrorTag) => JSON.stringify([tag.key, tag.value]);

/** `wished` is the complete new list per identity. Touches only rows that differ. */
export async function storeMirror(
  transaction: Transaction,
  wished: readonly { identity: LockedIdentity; tags: readonly MirrorTag[] }[],
): Promise<void> {
  const gone: ReturnType<typeof rowOf>[] = [];
  const written: ReturnType<typeof rowOf>[] = [];
  for (const { identity, tags } of wished) {
    const before = new Set(identity.tags.map(fieldsOf));
    const kept = new Set(tags.map(textOf));
    for (const tag of tags) if (!before.has(fieldsOf(tag))) written.push(rowOf(identity, tag));
    for (const tag of identity.tags) if (!kept.has(textOf(tag))) gone.push(rowOf(identity, tag));
  }
  if (gone.length + written.length > 0) await writeDifference(transaction, gone, written);
}

/** Derives the users' summaries anew; an expression, so that it can end another statement. */
export function refreshUsers(userIds: Iterable<number>): SQL {
  return sql`refresh_users(${sql.param([...new Set(userIds)])}::bigint[])`;
}

const columns = sql.raw(
  'identity_id bigint, provider text, key text, value text, proof text, proof_at timestamptz, provider_tag_id text',
);
/** Written so that it meets the catalogue's unique index, which keeps long texts as their md5. */
const sameText = sql.raw(
  `t.provider = r.provider and md5(t.key) = md5(r.key) and md5(coalesce(t.value, '')) = md5(coalesce(r.value, ''))`,
);

type MirrorRow = ReturnType<typeof rowOf>;

async function writeDifference(
  transaction: Transaction,
  gone: readonly MirrorRow[],
  written: readonly MirrorRow[],
): Promise<void> {
  const removedRows = sql`jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as r(${columns})`;
  const writtenRows = sql`jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as r(${columns})`;
  // The counting triggers lock these rows one statement at a time; taken together and in order they cannot deadlock.
  const lockTags = () =>
    runStatement<CatalogueText>(
      transaction,
      sql`select provider, key, value from tags where id in (
        select t.id from ${removedRows} join tags t on ${sameText}
        union select t.id from ${writtenRows} join tags t on ${sameText})
      order by id for no key update`,
    );
  const known = new Set((await lockTags()).map(catalogueText));
  if (written.some((row) => !known.has(catalogueText(row)))) {
    await runStatement(
      transaction,
      sql`insert into tags (provider, key, value)
        select distinct r.provider, r.key, r.value from ${writtenRows}
        where not exists (select 1 from tags t where ${sameText})
        on conflict do nothing`,
    );
    await lockTags();
  }
  if (gone.length > 0) {
    await runStatement(
      transaction,
      sql`delete from identity_tags it using ${removedRows} join tags t on ${sameText}
        where it.identity_id = r.identity_id and it.tag_id = t.id`,
    );
  }
  if (written.length > 0) {
    await runStatement(
      transaction,
      sql`insert into identity_tags (identity_id, tag_id, proof, proof_at, provider_tag_id)
        select r.identity_id, t.id, r.proof, r.proof_at, r.provider_tag_id from ${writtenRows} join tags t on ${sameText}
        on conflict (identity_id, tag_id) do update set
          proof = excluded.proof, proof_at = excluded.proof_at, provider_tag_id = excluded.provider_tag_id`,
    );
  }
}

type CatalogueText = Pick<MirrorRow, 'provider' | 'key' | 'value'>;

function catalogueText({ provider, key, value }: CatalogueText): string {
  return JSON.stringify([provider, key, value]);
}
