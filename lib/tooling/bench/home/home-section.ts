/** `home`: the first page of whoever worked most, beside its JSON, over a long history with a thousand runs. */
import pg from 'pg';
import type { Measurement } from '../bench.ts';
import { openHistory } from '../history/history-section.ts';
import { absoluteFigure, differenceFigure, type Figure } from '../report/figure.ts';
import { openTimedClient, type TimedClient } from '../system/http.ts';
import { startInstallation } from '../system/installation.ts';
import { takeTurns } from '../take-turns.ts';

const most = 40;
const turns = { warmUps: 10, rounds: 100, limitMs: 20_000 };
/** Counted beside the page. */
const parts = ['/api/home/days', '/api/home/tags'];

export const homeSection: Measurement = async (bench, resources) => {
  const databaseUrl = await openHistory(bench);
  await settleIn(databaseUrl);
  const installation = await startInstallation(resources, databaseUrl);
  const client = openTimedClient(installation.url, installation.cookie);
  const section = `home ${(bench.sizes.at(-1) ?? 0).toLocaleString('en')}`;
  const figures: Figure[] = [];
  for (const [name, time] of [
    ['first byte of /', 'firstByteMs'],
    ['last byte of /', 'totalMs'],
  ] as const) {
    const { page, json } = await takeTurns(
      {
        page: async () => (await client.get('/'))[time],
        json: async () => (await client.get('/api/home'))[time],
      },
      turns,
    );
    figures.push(differenceFigure(section, name, { measured: page, limit: json, most }));
  }
  for (const path of ['/api/home', ...parts]) figures.push(await alone(client, section, path));
  await client.close();
  return figures;
};

async function alone(client: TimedClient, section: string, path: string): Promise<Figure> {
  const { own } = await takeTurns({ own: async () => (await client.get(path)).totalMs }, turns);
  return absoluteFigure(section, path, { value: own.p50, most: null, unit: 'ms' });
}

/** The admin is one of those who wrote the history; of a thousand runs two go on and a dozen wait for them. */
async function settleIn(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`
      insert into members (id, name, email, role)
        values ('member', 'Member 3', 'member-3@tagdesk.example', 'admin') on conflict do nothing;
      with made as (
        insert into runs (title, status, source, operations, actor, member_id, planned_at, started_at, ended_at)
        select 'Add tag-' || n || ' at Vero',
          case when n > 998 then 'running' when n > 992 then 'planned' else 'finished' end,
          '{"kind": "filter", "q": "vero:newsletter"}', '[]', 'Member 3', 'member', now(),
          case when n not between 993 and 998 then now() end, case when n <= 992 then now() - (992 - n) * interval '1 day' end
        from generate_series(1, 1000) n where not exists (select from runs)
        returning id, status)
      insert into run_providers (run_id, provider, state, change, confirmed, refused)
        select id, p, case status when 'running' then 'paused' when 'planned' then 'planned' else 'finished' end, 5, 3, 2
        from made, unnest('{vero,capillary,fragment}'::text[]) p;
      analyze runs, run_providers, members`);
  } finally {
    await client.end();
  }
}
