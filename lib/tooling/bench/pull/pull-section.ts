/** `pull`: everybody of FRAGMENT into an empty installation, and once more, beside the same pages by COPY. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { copyRows } from '#lib/domain/imports/copy-rows.ts';
import { listPulls } from '#lib/domain/pulls/list-pulls.ts';
import { startPull } from '#lib/domain/pulls/start-pull.ts';
import { type Context, systemActor } from '#lib/platform/context.ts';
import { openDatabase } from '#lib/platform/db/client.ts';
import { migrate } from '#lib/platform/db/migrate.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import { ensureDatabase } from '#lib/tooling/embedded-postgres/ensure-database.ts';
import type { Measurement } from '../bench.ts';
import { absoluteFigure } from '../report/figure.ts';
import { startBenchWorker } from '../runs/start-worker.ts';
import { type BenchWorld, openBenchWorld } from '../system/sandbox.ts';
import { watchMemory } from '../system/watch-memory.ts';
import { timed } from '../take-turns.ts';

const people = 100_000;
const seededAtOnce = 5_000;
const keys = ['plan', 'team', 'seat', 'region', 'stage'];
const maxSeconds = 60;
const maxMegabytes = 30;
const settleMs = 5_000;

export const pullSection: Measurement = async ({ serverUrl, print }, resources) => {
  const url = await emptyDatabase(serverUrl, 'pull_target');
  const world = await openBenchWorld(resources);
  print(`Making ${people.toLocaleString('en')} people …`);
  await seed(world);
  const environment = { ...world.environment, DATABASE_URL: url };
  const settings = readSettings({ ...environment, TAGDESK_SANDBOX: '0' });
  const open = resources.adopt(openDatabase(url), (opened) => opened.close());
  const providers = resources.adopt(createRegistry(settings.providers), (opened) => opened.close());
  const context = { actor: systemActor, database: open.database, providers };
  const bareMs = await timed(() => copyPages(context, url));
  const worker = startBenchWorker(resources, environment);
  await pause(settleMs);
  const before = worker.memory() ?? 0;
  const watched = watchMemory(worker);
  const firstMs = await timed(() => pullEverybody(context));
  const againMs = await timed(() => pullEverybody(context));
  const peak = watched.stop() ?? 0;
  const seconds = (ms: number, most: number | null) => ({
    value: ms / 1000,
    most,
    unit: 's',
    bare: bareMs / 1000,
  });
  return [
    absoluteFigure('pull', 'a first pull, beside its pages by COPY', seconds(firstMs, maxSeconds)),
    absoluteFigure('pull', 'the same once more', seconds(againMs, null)),
    absoluteFigure('pull', 'memory of the worker during both', {
      ...{ value: peak - before, most: maxMegabytes, unit: 'MiB' },
    }),
  ];
};

async function seed(world: BenchWorld): Promise<void> {
  for (let from = 0; from < people; from += seededAtOnce) {
    const fragment = Array.from({ length: seededAtOnce }, (_, offset) => {
      const number = from + offset;
      const tags = keys.map((key, position) => ({ key, value: `v${number % (10 + position * 40)}` }));
      return { id: `user_${number}`, externalId: `acct-${number}`, tags };
    });
    await world.control('POST', 'seed', { fragment });
  }
}

async function pullEverybody(context: Context): Promise<void> {
  const { pullId } = await startPull(context, { provider: 'fragment' });
  for (;;) {
    const { ended, open } = (await listPulls(context)).fragment;
    if (ended[0]?.id === pullId && ended[0].read === people) return;
    if (open?.state !== 'running')
      throw new Error(`The pull ended with: ${JSON.stringify(open ?? ended[0])}`);
    await pause(50);
  }
}

/** The limit: a bare loop of the same pages into a table without an index. */
async function copyPages({ providers }: Context, url: string): Promise<void> {
  const client = new pg.Pool({ connectionString: url, max: 1 });
  const connection = await client.connect();
  try {
    await connection.query('create table pages (external_id text, second_ref text, tags text)');
    for await (const { rows } of providers.get('fragment')?.listIdentities?.(null) ?? [])
      await copyRows(
        connection,
        'pages',
        rows.map(({ externalId, secondRef, tags }) => [externalId, secondRef, JSON.stringify(tags)]),
      );
    await connection.query('drop table pages');
  } finally {
    connection.release();
    await client.end();
  }
}

export async function emptyDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`drop database if exists ${name} with (force)`).finally(() => client.end());
  const url = await ensureDatabase(serverUrl, name);
  await migrate(url);
  return url;
}
