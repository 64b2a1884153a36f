import type pg from 'pg';
import type { Trace } from '#lib/platform/settings/erased-digest.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { MirrorTag } from '#lib/shared/changes.ts';
import { fold } from '#lib/shared/text/fold.ts';
import type { ImportRow } from './check-row.ts';
import { type DraftIdentity, DraftIndex, type DraftUser } from './drafts.ts';

type UserLine = { id: number; name: string; email: string };
type IdentityLine = { id: number; user_id: number; provider: ProviderId; external_id: string };
/** A further reference (FRAGMENT). */
type RefLine = { identity_id: number; ref: string };
type TagLine = {
  identity_id: number;
  tag_id: number;
  key: string;
  value: string | null;
  proof: MirrorTag['proof'];
  proof_at: Date;
  provider_tag_id: string | null;
};

/** `lock`: holds the users in the order of their ids, against deadlocks. Leave it out to only look. */
export async function findKnown(
  client: pg.PoolClient,
  rows: readonly ImportRow[],
  { lock }: { lock: boolean },
): Promise<DraftIndex> {
  const index = new DraftIndex();
  const former = await findFormerEmails(client, rows);
  const users = await findUsers(client, rows, former, lock);
  if (users.length === 0) return index;
  const identities = await client.query<IdentityLine>(
    'select id, user_id, provider, external_id from identities where user_id = any($1::bigint[])',
    [users.map(({ id }) => id)],
  );
  const tags = await client.query<TagLine>(
    `select it.identity_id, it.tag_id, t.key, t.value, it.proof, it.proof_at, it.provider_tag_id
     from identity_tags it join tags t on t.id = it.tag_id where it.identity_id = any($1::bigint[])`,
    [identities.rows.map(({ id }) => id)],
  );
  const refs = await client.query<RefLine>(
    'select identity_id, ref from identity_refs where identity_id = any($1::bigint[])',
    [identities.rows.map(({ id }) => id)],
  );
  const refsOf = Map.groupBy(refs.rows, ({ identity_id }) => identity_id);
  const tagsOf = Map.groupBy(tags.rows, ({ identity_id }) => identity_id);
  const identitiesOf = Map.groupBy(identities.rows, ({ user_id }) => user_id);
  for (const user of users) {
    const draft = toDraft(user, identitiesOf.get(user.id) ?? [], tagsOf, refsOf);
    index.add(draft);
    for (const { id, email } of former) if (id === user.id) index.addFormerEmail(draft, email);
  }
  return index;
}

type FormerEmail = { id: number; email: string };

const foldedEmails = (rows: readonly ImportRow[]) =>
  rows.filter(({ email }) => email !== '').map(({ email }) => fold(email));

/** Of users who went into another: `id` is who they are now. */
async function findFormerEmails(client: pg.PoolClient, rows: readonly ImportRow[]): Promise<FormerEmail[]> {
  const found = await client.query<FormerEmail>(
    'select user_now(id) as id, email from merged_users where fold_text(email) = any($1::text[])',
    [foldedEmails(rows)],
  );
  return found.rows;
}

async function findUsers(
  client: pg.PoolClient,
  rows: readonly ImportRow[],
  former: readonly FormerEmail[],
  lock: boolean,
): Promise<UserLine[]> {
  const named = rows.flatMap(({ identities }) => identities.filter(({ externalId }) => externalId !== null));
  const found = await client.query<UserLine>(
    `select id, name, email from users where id in (
       select i.user_id from identities i
       join unnest($1::text[], $2::text[]) as named (provider, external_id) using (provider, external_id)
       union
       select i.user_id from identity_refs r
       join unnest($1::text[], $2::text[]) as named (provider, ref) using (provider, ref)
       join identities i on i.id = r.identity_id
       union
       select id from users where fold_text(email) = any($3::text[])
       ${former.length > 0 ? 'union select unnest($4::bigint[])' : ''}
     ) order by id ${lock ? 'for no key update' : ''}`,
    [
      named.map(({ provider }) => provider),
      named.map(({ externalId }) => externalId),
      foldedEmails(rows),
      ...(former.length > 0 ? [former.map(({ id }) => id)] : []),
    ],
  );
  return found.rows;
}

function toDraft(
  user: UserLine,
  identities: IdentityLine[],
  tagsOf: Map<number, TagLine[]>,
  refsOf: Map<number, RefLine[]>,
): DraftUser {
  return {
    ...user,
    identities: new Map(
      identities.map((line) => [
        line.provider,
        toIdentity(line, tagsOf.get(line.id) ?? [], refsOf.get(line.id) ?? []),
      ]),
    ),
    renamedFrom: null,
    isChanged: false,
  };
}

function toIdentity(
  { id, provider, external_id }: IdentityLine,
  lines: TagLine[],
  refs: RefLine[],
): DraftIdentity {
  const before = lines.map((line) => ({
    key: line.key,
    value: line.value,
    proof: line.proof,
    proofAt: line.proof_at.toISOString(),
    providerTagId: line.provider_tag_id,
    tagId: line.tag_id,
  }));
  return {
    id,
    provider,
    externalId: external_id,
    otherRefs: refs.map(({ ref }) => ref).filter((ref) => ref !== external_id),
    before,
    tags: new Map(before.map((tag) => [tag.key, tag])),
    isChanged: false,
  };
}

/** What an erased person would be known by. */
export function tracesOf({ email, identities }: ImportRow): Trace[] {
  return [
    ...(email === '' ? [] : [{ kind: 'email' as const, text: email }]),
    ...identities.flatMap(({ provider, externalId }) =>
      externalId === null ? [] : [{ kind: provider, text: externalId }],
    ),
  ];
}
