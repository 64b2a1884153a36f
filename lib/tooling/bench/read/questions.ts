/** Questions for the list, to Tagdesk and as SQL by an expert. */
import pg from 'pg';
import { writeCursor } from '#lib/domain/users/list-cursor.ts';
import { filterOf } from '../people/catalogue.ts';
import { commonDomain, rareName } from '../people/person.ts';

/** `statements`: alternatives, the fastest is the limit. One row with one text, `body`. */
export type Question = {
  name: string;
  kind: 'rows' | 'count';
  /** Of Tagdesk's JSON route. */
  path: string;
  statements: string[];
};

const pageSize = 50;
const deepPage = 1_000;

/** Has all of the first and none of the second. */
type Tags = { all: number[]; none: number[] };

export async function readQuestions(databaseUrl: string, size: number): Promise<Question[]> {
  const depth = Math.min(deepPage, Math.floor(size / pageSize / 2));
  const place = await placeBefore(databaseUrl, depth);
  const deep = `(changed_at, id) < ('${place.value}', ${place.id})`;
  const cursor = writeCursor('changed', place);
  const tags = (name: string, wanted: Tags) => questionsOf(name, filterFor(wanted), [conditionFor(wanted)]);
  const search = (name: string, text: string) => questionsOf(name, text, conditionsFor(text.toLowerCase()));
  return [
    rows('first page', '', ['true']),
    rows(`page ${depth}`, `&cursor=${cursor}`, [deep]),
    count('everybody', '', ["select value::text as body from counters where name = 'users'"]),
    ...tags('common tag', { all: [1], none: [] }),
    ...tags('middling tag', { all: [60], none: [] }),
    ...tags('rare tag', { all: [2_500], none: [] }),
    ...tags('A and B and not C, common', { all: [1, 2], none: [3] }),
    ...tags('A and B and not C, middling', { all: [5, 60], none: [3] }),
    ...tags('A and B and not C, common with rare', { all: [1, 2_500], none: [2] }),
    ...search('rare search', rareName),
    ...search('common search', commonDomain.split('.')[0] ?? ''),
    ...search('search for one e-mail', await someEmail(databaseUrl, Math.floor(size / 3))),
  ];
}

function filterFor({ all, none }: Tags): string {
  return [...all.map(filterOf), ...none.map((rank) => `NOT ${filterOf(rank)}`)].join(' ');
}

function conditionFor({ all, none }: Tags): string {
  const without = none.length > 0 ? ` and not tag_ids && '{${none.join(',')}}'` : '';
  return `tag_ids @> '{${all.join(',')}}'${without}`;
}

/** The whole text, and also its last letters before an e-mail's domain, which an index finds sooner. */
function conditionsFor(text: string): string[] {
  const contains = `like '%${text}%'`;
  const part = /([!-?A-~]{4,8})@./.exec(text)?.[1];
  const whole = `search ${contains}`;
  return part === undefined ? [whole] : [whole, `search like '%${part}%' and search || '' ${contains}`];
}

function questionsOf(name: string, filter: string, conditions: string[]): Question[] {
  const single = /^tag_ids @> '\{(\d+)\}'$/.exec(conditions[0] ?? '')?.[1];
  const counted = single
    ? [`select usage_count::text as body from tags where id = ${single}`]
    : conditions.map((condition) => `select count(*)::text as body from users where ${condition}`);
  return [rows(name, `&q=${encodeURIComponent(filter)}`, conditions), count(name, filter, counted)];
}

function rows(name: string, query: string, conditions: string[]): Question {
  return {
    name,
    kind: 'rows',
    path: `/api/users?limit=${pageSize}${query}`,
    statements: conditions.flatMap(inners).map(pageStatement),
  };
}

function count(name: string, filter: string, statements: string[]): Question {
  return { name, kind: 'count', path: `/api/users/count?q=${encodeURIComponent(filter)}`, statements };
}

/** Along the order's index, or collected and sorted. */
function inners(condition: string): string[] {
  const columns = 'id, name, email, changed_at, tag_count';
  return [
    `select ${columns} from users where ${condition} order by changed_at desc nulls last, id desc nulls last`,
    `select ${columns} from users where ${condition} order by changed_at + interval '0' desc, id desc`,
    `select ${columns} from (select * from users order by changed_at desc nulls last, id desc nulls last limit 20000) users
      where ${condition} order by changed_at desc nulls last, id desc nulls last`,
  ];
}

/** With identities and tags as JSON text: no work is left for Node. */
function pageStatement(inner: string): string {
  return `select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'email', p.email,
      'changedAt', p.changed_at, 'tagCount', p.tag_count, 'identities', coalesce(c.identities, '[]'::json))
      order by p.changed_at desc, p.id desc), '[]')::text as body
    from (${inner} limit ${pageSize}) p
    left join lateral (
      select json_agg(json_build_object('provider', i.provider, 'externalId', i.external_id,
        'tags', coalesce(t.tags, '[]'::json)) order by array_position('{vero,cerego,capillary,fragment}', i.provider))
        as identities
      from identities i left join lateral (
        select json_agg(json_build_object('key', tags.key, 'value', tags.value, 'proof', it.proof,
          'proofAt', it.proof_at, 'colour', tags.colour) order by tags.key, tags.value) as tags
        from identity_tags it join tags on tags.id = it.tag_id where it.identity_id = i.id
      ) t on true
      where i.user_id = p.id
    ) c on true`;
}

/** Where a reader stands who has paged so far. */
async function placeBefore(databaseUrl: string, page: number): Promise<{ value: string; id: number }> {
  return one(
    databaseUrl,
    `select to_json(changed_at) #>> '{}' as value, id::int as id from users
     order by changed_at desc, id desc offset ${(page - 1) * pageSize - 1} limit 1`,
  );
}

async function someEmail(databaseUrl: string, id: number): Promise<string> {
  const { email } = await one<{ email: string }>(databaseUrl, `select email from users where id = ${id}`);
  return email;
}

async function one<Row extends pg.QueryResultRow>(databaseUrl: string, statement: string): Promise<Row> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const [row] = (await client.query<Row>(statement)).rows;
    if (!row) throw new Error('The set of people is empty.');
    return row;
  } finally {
    await client.end();
  }
}
