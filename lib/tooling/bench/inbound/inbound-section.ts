/** `inbound`: Vero's webhooks as they come in, beside a bare server that stores the same bodies. */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { Agent, request } from 'undici';
import { rotateInbound } from '#lib/domain/inbound/rotate-inbound.ts';
import { systemActor } from '#lib/platform/context.ts';
import { type Database, openDatabase } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import type { Measurement } from '../bench.ts';
import { emptyDatabase } from '../pull/pull-section.ts';
import { absoluteFigure, type Figure, times } from '../report/figure.ts';
import { percentile } from '../statistics.ts';
import { startInstallation } from '../system/installation.ts';
import { startAnnounced } from '../system/processes.ts';
import { timed } from '../take-turns.ts';

const people = 5_000;
const minPerSecond = 500;
const sentPerSecond = 550;
const maxAnswerMs = 50;
const seconds = 6;
const connections = 24;
const tickMs = 10;

type Rate = { perSecond: number; answers: number[] };

export const inboundSection: Measurement = async ({ serverUrl, print }, resources) => {
  const url = await emptyDatabase(serverUrl, 'inbound_target');
  const open = resources.adopt(openDatabase(url), (opened) => opened.close());
  await fill(open.database);
  const installation = await startInstallation(resources, url);
  const bare = await startAnnounced(resources, {
    name: 'limit',
    file: fileURLToPath(new URL('./insert-server.ts', import.meta.url)),
    environment: { LIMIT_DATABASE_URL: url },
  });
  // What comes in is found by the secret's digest: this process may have another TAGDESK_SECRET.
  process.env.TAGDESK_SECRET ??= randomBytes(32).toString('base64url');
  const providers = resources.adopt(
    createRegistry({ vero: null, cerego: null, capillary: null, fragment: null }),
    (opened) => opened.close(),
  );
  const context = { actor: systemActor, database: open.database, providers };
  const { path } = await rotateInbound(context, { provider: 'vero' });
  const own = `${installation.url}${path}`;
  const agent = resources.adopt(new Agent({ connections }), (opened) => opened.close());
  await atRate(agent, own, 100);
  print(`Sending ${sentPerSecond} a second …`);
  const limit = await atRate(agent, bare.url, sentPerSecond);
  const paced = await atRate(agent, own, sentPerSecond);
  const drainMs = await timed(() => untilApplied(open.database));
  print('Sending as many as are answered …');
  const most = { own: await asMany(agent, own), bare: await asMany(agent, bare.url) };
  await untilApplied(open.database);
  const [stored] = await runPlannedStatement<{ bad: number }>(
    open.database,
    sql`select count(*) filter (where state not in ('found', 'agrees', 'repeat'))::int as bad from inbound_events`,
  );
  if (stored?.bad !== 0) throw new Error(`${stored?.bad} events were not applied.`);
  return [
    rateFigure(most.own.perSecond, most.bare.perSecond),
    absoluteFigure('inbound', `p95 of the answer at ${sentPerSecond} a second`, {
      ...{ value: percentile(paced.answers, 0.95), most: maxAnswerMs, unit: 'ms' },
      bare: percentile(limit.answers, 0.95),
    }),
    absoluteFigure('inbound', `until all of ${seconds} such seconds are applied, after the last`, {
      ...{ value: drainMs / 1000, most: null, unit: 's' },
    }),
  ];
};

function rateFigure(own: number, bare: number): Figure {
  return {
    section: 'inbound',
    what: 'events kept',
    measured: `${Math.round(own)}/s`,
    limit: `${Math.round(bare)}/s`,
    relation: times(own / bare),
    target: `≥ ${minPerSecond}/s`,
    met: own >= minPerSecond,
    numbers: { value: own, bare },
  };
}

async function fill(database: Database): Promise<void> {
  await database.execute(sql`with made as (
      insert into users (name) select 'Person ' || n from generate_series(1, ${people}) n returning id)
    insert into identities (user_id, provider, external_id) select id, 'vero', id::text from made`);
  await database.execute(sql`select refresh_users((select array_agg(id) from users))`);
  await database.execute(sql`analyze users, identities`);
}

let sent = 0;

/** Another person and tag each time. Gives the ms until the answer. */
async function send(agent: Agent, url: string): Promise<number> {
  sent += 1;
  const body = JSON.stringify({
    type: 'user_updated',
    user: { id: 1 + (sent % people), email: `person${sent % people}@example.com` },
    changes: { _tags: { add: [`tag-${sent % 97}`], remove: [] } },
  });
  const began = performance.now();
  const headers = { 'content-type': 'application/json' };
  const answer = await request(url, { method: 'POST', body, headers, dispatcher: agent });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`An event was answered with ${answer.statusCode}.`);
  return performance.now() - began;
}

/** Whether or not earlier ones are answered: waiting counts. */
async function atRate(agent: Agent, url: string, perSecond: number): Promise<Rate> {
  const began = performance.now();
  const sending: Promise<number>[] = [];
  for (let now = 0; now < seconds * 1_000; now = performance.now() - began) {
    while (sending.length < (now / 1_000) * perSecond) sending.push(send(agent, url));
    await pause(tickMs);
  }
  const answers = await Promise.all(sending);
  return { perSecond: (answers.length / (performance.now() - began)) * 1_000, answers };
}

async function asMany(agent: Agent, url: string): Promise<Rate> {
  const began = performance.now();
  const answers: number[] = [];
  const go = async () => {
    while (performance.now() - began < seconds * 1_000) answers.push(await send(agent, url));
  };
  await Promise.all(Array.from({ length: connections }, go));
  return { perSecond: (answers.length / (performance.now() - began)) * 1_000, answers };
}

async function untilApplied(database: Database): Promise<void> {
  const waiting = sql`select 1 from inbound_events where state = 'kept' limit 1`;
  while ((await runPlannedStatement(database, waiting)).length > 0) await pause(50);
}
