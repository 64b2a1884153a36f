/** By COPY, with indexes made afterwards. */
import type pg from 'pg';
import { type CopyValue, copyRows } from '#lib/domain/imports/copy-rows.ts';
import { providerOf, tagOf, usualTags } from './catalogue.ts';
import { inventPerson, proofOf, toUserRow } from './person.ts';

const tables = ['users', 'identities', 'identity_tags'];

/** Without triggers: counts are made once at the end. */
export async function fillWithPeople(client: pg.PoolClient, size: number, tags = usualTags): Promise<void> {
  await client.query(`set statement_timeout = 0; set session_replication_role = replica;
    set synchronous_commit = off; set maintenance_work_mem = '1GB'`);
  const indexes = await dropIndexes(client);
  await copyRows(client, 'tags (id, provider, key, value)', tagRows(tags));
  const summary = 'search, tag_ids, tag_count, identity_mask, tag_mask, gap_mask, proof_mask';
  await copyRows(client, `users (id, name, email, created_at, changed_at, ${summary})`, userRows(size, tags));
  await copyRows(client, 'identities (id, user_id, provider, external_id)', identityRows(size, tags));
  await copyRows(client, 'identity_tags (identity_id, tag_id, proof, proof_at)', identityTagRows(size, tags));
  for (const definition of indexes) await client.query(definition);
  await client.query(`
    update tags set usage_count = used.n, last_used_at = now()
      from (select tag_id, count(*)::int as n from identity_tags group by tag_id) used where tags.id = used.tag_id;
    insert into counters (name, value) select 'users', count(*) from users
      union all select 'identities:' || provider, count(*) from identities group by provider;
    select setval('users_id_seq', ${size}), setval('identities_id_seq', ${size * 4}), setval('tags_id_seq', ${tags});
    set session_replication_role = origin`);
  await client.query('vacuum (analyze) users');
  await client.query('vacuum (analyze) identities');
  await client.query('vacuum (analyze) identity_tags');
  await client.query('vacuum (analyze) tags');
}

/** Except constraints; gives the statements that create them. */
async function dropIndexes(client: pg.PoolClient): Promise<string[]> {
  const found = await client.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = any ($1::regclass[]) and not exists (select from pg_constraint where conindid = i.indexrelid)`,
    [tables],
  );
  for (const { name } of found.rows) await client.query(`drop index "${name}"`);
  return found.rows.map(({ definition }) => definition);
}

function* tagRows(tags: number): Generator<CopyValue[]> {
  for (let rank = 1; rank <= tags; rank += 1) {
    const { key, value } = tagOf(rank);
    yield [rank, providerOf(rank), key, value];
  }
}

function* userRows(size: number, tags: number): Generator<CopyValue[]> {
  for (let id = 1; id <= size; id += 1) yield toUserRow(inventPerson(id, size, tags));
}

function* identityRows(size: number, tags: number): Generator<CopyValue[]> {
  for (let id = 1; id <= size; id += 1) {
    for (const identity of inventPerson(id, size, tags).identities) {
      yield [identity.id, id, identity.provider, identity.externalId];
    }
  }
}

function* identityTagRows(size: number, tags: number): Generator<CopyValue[]> {
  for (let id = 1; id <= size; id += 1) {
    const { identities, changedAt } = inventPerson(id, size, tags);
    for (const { id: identityId, provider, tagIds } of identities) {
      for (const tagId of tagIds) yield [identityId, tagId, proofOf(provider), changedAt];
    }
  }
}
