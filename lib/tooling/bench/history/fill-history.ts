/**
 * Two years of invented history, the same in every run: with common things, rare ones, and ones that were
 * common long ago.
 */
import type pg from 'pg';

const batchSize = 500_000;
const eventsPerLine = 0.05;
const usersPerLine = 0.1;
const templates = 20_000;

/** 250,000 lines a quarter of the way; the first fifty by somebody else. */
export const longAgo = { tag: 'campaign-of-old', actor: 'Member of old', note: 'heirloom' };

/** Into an empty, migrated database, without triggers; indexes are made afterwards. */
export async function fillWithHistory(
  client: pg.PoolClient,
  size: number,
  print: (line: string) => void,
): Promise<void> {
  await client.query(`set statement_timeout = 0; set session_replication_role = replica; set jit = off;
    set synchronous_commit = off; set maintenance_work_mem = '1GB'; set work_mem = '128MB';
    set enable_nestloop = off; set enable_mergejoin = off`);
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = 'changes'::regclass and not i.indisprimary`,
  );
  for (const { name } of indexes) await client.query(`drop index "${name}"`);
  // A crash only means making it again; ten gigabytes of WAL would take longer than the data.
  await client.query('alter table changes set unlogged');
  await client.query(
    `insert into users (name, email) select 'Person ' || n, 'person-' || n || '@people.example'
     from generate_series(1, $1::int) n`,
    [Math.ceil(size * usersPerLine)],
  );
  await client.query(templateStatement);
  await client.query('analyze templates');
  for (let from = 1; from <= size; from += batchSize) {
    await client.query(lineStatement, [from, Math.min(size, from + batchSize - 1), size]);
    print(`${Math.min(size, from + batchSize - 1).toLocaleString('en')} lines`);
  }
  await client.query(storyStatements);
  await client.query(eventStatement, [Math.ceil(size * eventsPerLine)]);
  for (const { definition } of indexes) await client.query(definition);
  await client.query('set session_replication_role = origin');
  for (const table of ['users', 'changes', 'audit_events', 'runs', 'run_providers', 'imports', 'stories'])
    await client.query(`vacuum (analyze) ${table}`);
}

/** 20,000 templates of the json, drawn over and over. The last is the campaign's. */
const templateStatement = `
  create temporary table templates as
  select n, key, value, provider, outcome,
    jsonb_build_array(jsonb_build_object('verb', verb, 'key', key, 'value', value)) as operations,
    jsonb_build_array(held) as before, jsonb_build_array(held, tag) as after,
    jsonb_build_array(jsonb_build_object('outcome', outcome, 'code', null, 'message', null, 'hint', null)) as outcomes,
    jsonb_build_array(jsonb_build_object('at', '2026-01-01T00:00:00Z', 'method', 'POST',
      'url', 'https://api.example.com/users/tags', 'body', '{"add":["' || key || '"]}', 'status', 200,
      'answer', '{"status":200,"message":"Success."}', 'error', null, 'durationMs', 120)) as exchanges
  from (
    select n, case when n = ${templates} then '${longAgo.tag}' else 'tag-' || rank end as key,
      case when rank % 2 = 1 then 'value-' || n % 9 end as value,
      (array['vero', 'cerego', 'capillary', 'fragment'])[1 + rank % 4] as provider,
      case when n % 100 = 7 then 'set' when n % 100 < 70 then 'add' when n % 100 < 90 then 'remove'
        else 'update' end as verb,
      case when n = 5 then 'unknown' when n % 200 = 11 then 'failed' when n % 50 = 3 then 'refused'
        when rank % 4 = 0 then 'accepted' else 'confirmed' end as outcome
    from generate_series(0, ${templates}) n
    cross join lateral (select floor(power(5000, ((hashint8extended(n, 3) & 2147483647) / 2147483648.0)))::int as rank) r
  ) t
  cross join lateral (select
    jsonb_build_object('key', key, 'value', value, 'proof', 'confirmed', 'proofAt', '2026-01-01T00:00:00.000Z',
      'providerTagId', null) as tag,
    jsonb_build_object('key', 'newsletter', 'value', null, 'proof', 'imported', 'proofAt', '2026-01-01T00:00:00.000Z',
      'providerTagId', null) as held) tags`;

// A hash join keeps the order of the drawn numbers, so ids follow time without sorting wide rows. `offset 0`
// keeps the steps from being inlined and evaluated repeatedly.
const lineStatement = `
  insert into changes (kind, user_id, identity_id, provider, external_id, member_id, actor, note, run_id, import_id,
    origin, operations, before, after, outcomes, outcome, exchanges, state, attempts, created_at, sent_at, closed_at,
    duration_ms)
  select kind, user_id, user_id * 4 + draw % 4, provider, 'person-' || user_id, 'member', actor,
    case when is_rare then '${longAgo.note} ' || i when kind <> 'tags' then ''
      when is_run then 'Campaign of week ' || i / 10000 % 52
      when draw % 10 < 3 then 'asked on the call, ticket ' || i else '' end,
    case when is_run then 1 + i / 10000 end, case kind when 'import' then 1 + i / 100000 end,
    case when is_rare then '/history' when kind <> 'tags' or is_run then null when draw % 10 < 9 then '/users/…'
      else '/users' end,
    operations, before, after, outcomes, case kind when 'import' then 'imported' else t.outcome end,
    case kind when 'import' then '[]'::jsonb else exchanges end, 'closed', 1, at, at, at + interval '0.2 s', 120
  from (
    select i, draw, at, 1 + draw % ceil($3::bigint * ${usersPerLine})::bigint as user_id,
      age >= 0.25 and i < $3::bigint * 0.25 + 50 as is_rare,
      case when age < 0.2 then 'import' when draw % 100 < 3 then 'refresh' when draw % 100 = 3 then 'profile'
        else 'tags' end as kind,
      age >= 0.2 and draw % 100 between 4 and 65 as is_run,
      case when age >= 0.25 and age < 0.275 then ${templates} else draw % ${templates} end as template
    from (
      select i, hashint8extended(i, 1) & 1152921504606846975 as draw, i / $3::float8 as age,
        now() - interval '730 days' + (i / $3::float8) * interval '730 days' as at
      from generate_series($1::bigint, $2::bigint) i offset 0
    ) drawn offset 0
  ) line
  cross join lateral (select case when is_rare then '${longAgo.actor}' else 'Member ' || draw % 37 end as actor) who
  join templates t on t.n = template`;

/** The runs and files of the lines, with the counts and places that triggers would have kept. */
const storyStatements = `
  insert into runs (id, title, status, source, operations, actor) overriding system value
  select run_id, 'Campaign ' || run_id, 'finished', '{"kind": "filter", "q": ""}', '[]', 'Member 3'
  from changes where run_id is not null group by run_id;
  insert into run_providers (run_id, provider, state, change, confirmed, accepted, refused, failed, unknown)
  select run_id, provider, 'finished', count(*), count(*) filter (where outcome = 'confirmed'),
    count(*) filter (where outcome = 'accepted'), count(*) filter (where outcome = 'refused'),
    count(*) filter (where outcome = 'failed'), count(*) filter (where outcome = 'unknown')
  from changes where run_id is not null group by run_id, provider;
  insert into imports (id, file_name, actor) overriding system value
  select import_id, 'people-' || import_id || '.csv', 'Member 3' from changes where import_id is not null group by import_id;
  insert into stories (kind, ref, first_line, last_line, lines)
  select case when import_id is null then 'run' else 'import' end, coalesce(run_id, import_id), min(id), max(id), count(*)
  from changes where run_id is not null or import_id is not null group by 1, 2`;

const eventStatement = `
  insert into audit_events (at, kind, member_id, actor, subject, detail)
  select now() - interval '730 days' + (n::float8 / $1::float8) * interval '730 days',
    (array['sign-in.succeeded', 'sign-in.failed', 'sign-out', 'users.exported', 'member.changed'])[1 + n % 5],
    'member', 'Member ' || n % 37, 'member-' || n % 37 || '@example.com', '{"address": "192.0.2.1"}'
  from generate_series(1, $1::int) n order by n`;
