/** The only writer of the mirror. The caller has locked the identities. */
import { type SQL, sql } from 'drizzle-orm';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { MirrorTag } from '#lib/shared/changes.ts';

/** `wasRead`: the complete list was read before. */
export type LockedIdentity = {
  id: number;
  userId: number;
  provider: ProviderId;
  externalId: string;
  wasRead: boolean;
  tags: MirrorTag[];
};

/** What the mirror holds for an identity, as MirrorTag[], as the statement sees it: for one that nobody else writes. */
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
      select l.id, l.user_id as "userId", l.provider, l.external_id as "externalId", l.was_read as "wasRead", m.tags
      from locked l join ${mirrorsOfLocked} m on m.id = l.id order by l.id`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export function lockedIdentities(ids: readonly number[]): SQL {
  return sql`select id, user_id, provider, external_id, read_at is not null as was_read, read_at::text as read_mark
    from identities
    where id = any(${sql.param(ids)}::bigint[]) order by id for no key update`;
}

/** The mirror of every identity in `locked`, read once all of them are: a relation of `id` and `tags`. */
export const mirrorsOfLocked = sql`current_mirrors((select array_agg(id) from locked))`;

const rowOf = (identity: Mirrored, tag: MirrorTag) => ({
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

type Mirrored = Pick<LockedIdentity, 'id' | 'userId' | 'provider' | 'tags'>;

export type DesiredMirror = { identity: Mirrored; tags: readonly MirrorTag[] };

export function mirrorDifference(desired: readonly DesiredMirror[]) {
  const gone: ReturnType<typeof rowOf>[] = [];
  const written: ReturnType<typeof rowOf>[] = [];
  for (const { identity, tags } of desired) {
    const before = new Set(identity.tags.map(fieldsOf));
    const kept = new Set(tags.map(textOf));
    for (const tag of tags) if (!before.has(fieldsOf(tag))) written.push(rowOf(identity, tag));
    for (const tag of identity.tags) if (!kept.has(textOf(tag))) gone.push(rowOf(identity, tag));
  }
  return { gone, written };
}

/** Writes `desired` and the users' summaries: an expression, so that it can end another statement. */
export function storeMirror(desired: readonly DesiredMirror[]): SQL {
  const { gone, written } = mirrorDifference(desired);
  const userIds = [...new Set(desired.map(({ identity }) => identity.userId))];
  return sql`write_mirror(${JSON.stringify(gone)}::jsonb, ${JSON.stringify(written)}::jsonb,
    ${sql.param(userIds)}::bigint[])`;
}
