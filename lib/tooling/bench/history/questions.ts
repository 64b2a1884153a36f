/** Questions for a long history, to Tagdesk and as SQL by an expert. */
import pg from 'pg';
import { longAgo } from './fill-history.ts';

/** `statement`: the best way known; one row with one text, `body`. */
export type HistoryQuestion = { name: string; path: string; statement: string };

const pageSize = 50;

export async function historyQuestions(databaseUrl: string): Promise<HistoryQuestion[]> {
  const { changes, events, day } = await places(databaseUrl);
  const ask = (name: string, filters: Record<string, string>, condition: string): HistoryQuestion => ({
    name,
    path: `/api/history?${new URLSearchParams(filters)}`,
    statement: bare(condition),
  });
  const holds = (operation: object) => `state = 'closed' and operations @> '${JSON.stringify([operation])}'`;
  const told = (name: string, filters: Record<string, string>, condition: string): HistoryQuestion => ({
    ...ask(name, filters, condition),
    path: `/api/history/stories?${new URLSearchParams(filters)}`,
  });
  const words = (query: string) =>
    `state = 'closed' and note <> '' and to_tsvector('simple', note) @@ to_tsquery('simple', '${query}')`;
  return [
    ask('first page', {}, 'true'),
    ask('a page deep down', { before: `${changes}.${events}` }, `id < ${changes}`),
    { name: 'one user’s history', path: '/api/users/777/history', statement: bare('user_id = 777') },
    ask('kind, long ago', { kind: 'import' }, "kind = 'import'"),
    ask('who, common', { actor: 'Member 3' }, "actor = 'Member 3'"),
    ask('who, long ago', { actor: longAgo.actor }, `actor = '${longAgo.actor}'`),
    ask('user', { userId: '777' }, 'user_id = 777'),
    ask('provider', { provider: 'vero' }, "provider = 'vero'"),
    ask('operation', { verb: 'set' }, holds({ verb: 'set' })),
    ask('tag, common', { tag: 'tag-1' }, holds({ key: 'tag-1' })),
    ask('tag, rare', { tag: 'tag-4321' }, holds({ key: 'tag-4321' })),
    ask('tag of 250,000 lines, long ago', { tag: longAgo.tag }, holds({ key: longAgo.tag })),
    ask('tag of nobody', { tag: 'no-such-tag' }, holds({ key: 'no-such-tag' })),
    ask('outcome, rare', { outcome: 'unknown' }, "outcome = 'unknown'"),
    ask('run', { runId: '300' }, 'run_id = 300'),
    ask('page of origin, rare', { origin: '/history' }, "origin = '/history'"),
    ask('words, common', { words: 'campaign week' }, words('campaign & week')),
    ask('words, long ago', { words: longAgo.note }, words(longAgo.note)),
    ask('a day', { from: day, to: day }, dayCondition(day)),
    told('stories', {}, 'true'),
    told('stories deep down', { before: `${changes}.${events}` }, `id < ${changes}`),
    told('stories of a provider', { provider: 'vero' }, "provider = 'vero'"),
    told('stories of an outcome', { outcome: 'failed' }, "outcome = 'failed'"),
    told('stories of a user', { userId: '777' }, 'user_id = 777'),
    told('stories of a rare tag', { tag: 'tag-4321' }, holds({ key: 'tag-4321' })),
    told('stories of a day', { from: day, to: day }, dayCondition(day)),
    ask('lines of a story', { story: 'run-300' }, 'run_id = 300'),
    ask(
      'who and outcome',
      { actor: 'Member 3', outcome: 'failed' },
      "actor = 'Member 3' and outcome = 'failed'",
    ),
  ];
}

const dayCondition = (day: string) =>
  `created_at >= '${day}T00:00:00Z' and created_at < '${day}T00:00:00Z'::timestamptz + interval '1 day'`;

function bare(condition: string): string {
  return `select coalesce(json_agg(line), '[]')::text as body from (
    select id, kind, user_id, provider, external_id, actor, note, operations, before, after, outcomes, outcome,
      created_at, run_id, origin from changes where ${condition} order by id desc limit ${pageSize}) line`;
}

/** A quarter of the way, and a day in the middle. */
async function places(databaseUrl: string): Promise<{ changes: number; events: number; day: string }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ changes: number; events: number; day: string }>(`
      select (select max(id) / 4 from changes) as changes, (select max(id) / 4 from audit_events) as events,
        (select to_char(created_at at time zone 'utc', 'YYYY-MM-DD') from changes
         where id >= (select max(id) / 2 from changes) order by id limit 1) as day`);
    const [found] = rows;
    if (!found) throw new Error('The history is empty.');
    return found;
  } finally {
    await client.end();
  }
}
