/** FRAGMENT with 400,000 users: one answer of 70 MB, in a production-sized heap. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { json, text } from 'node:stream/consumers';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, runWhen, started, until } from '#lib/testing/worker.ts';
import { heapArgs, workerArgs } from '#lib/tooling/cli/heap-limits.ts';

const strangers = 400_000;
const maxMegabytes = 260;

/** Users that nobody asks for. */
const crowdOfStrangers = Array.from({ length: strangers / 500 }, (_, piece) => {
  const users = Array.from({ length: 500 }, (_, index) => ({
    id: `user_${Buffer.from(`usr_frag_${piece * 500 + index}`).toString('base64url')}`,
    external_id: `acct-${piece * 500 + index}`,
    tags: [
      { key: 'plan', value: 'growth' },
      { key: 'department', value: 'engineering' },
      { key: 'region', value: 'emea' },
    ],
  }));
  return Buffer.from(`${JSON.stringify(users).slice(1, -1)},`);
});

/** Those asked for come last. */
const plans = new Map<string, string>();
let loseNext = false;
let lists = 0;

const toUser = (ref: string) => ({ id: ref, tags: [{ key: 'plan', value: plans.get(ref) ?? 'free' }] });

function* wholeList(): Generator<Buffer> {
  yield Buffer.from('{"data":[');
  yield* crowdOfStrangers;
  yield Buffer.from(`${JSON.stringify([...plans.keys()].map(toUser)).slice(1, -1)}]}`);
}

async function answer(method: string, ref: string, body: unknown, response: ServerResponse): Promise<void> {
  if (method === 'GET') {
    lists += 1;
    Readable.from(wholeList()).pipe(response);
    return;
  }
  const { tags } = body as { tags: Record<string, { key: string; value: string }[]> };
  plans.set(ref, tags.set?.[0]?.value ?? '');
  if (loseNext) {
    loseNext = false;
    response.destroy();
    return;
  }
  response.end(JSON.stringify({ data: toUser(ref) }));
}

const server = createServer((request, response) => {
  const ref = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
  void (request.method === 'GET' ? text(request) : json(request)).then((body) =>
    answer(request.method ?? '', ref, body, response),
  );
});

let env: TestEnvironment;
let url = '';
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  env = await createTestEnvironment({
    FRAGMENT_BASE_URL: url,
    FRAGMENT_TOKEN: 'token',
    FRAGMENT_CLIENT_ID: '',
    FRAGMENT_CLIENT_SECRET: '',
  });
});
afterAll(async () => {
  await env.stop();
  server.closeAllConnections();
  server.close();
});

/** In MiB. */
function peakOf(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

test('people read one user, a hundred at once, in the memory of a web server and without holding up others', async () => {
  for (let index = 1; index <= 100; index += 1) plans.set(`p${index}`, `plan-${index}`);
  const program = `
    import { createFragment } from '#lib/providers/fragment/index.ts';
    const pace = { perSecond: 100, concurrent: 4, timeoutMs: 10_000 };
    const client = createFragment({ baseUrl: ${JSON.stringify(url)}, auth: { kind: 'token', token: 'token' }, pace });
    await client.check();
    let turns = 0;
    const others = setInterval(() => { turns += 1; }, 1);
    const asked = Array.from({ length: 100 }, (_, index) => 'p' + (index + 1));
    const nobody = client.readTags('nobody').catch(({ code }) => code);
    const read = await Promise.all(asked.map((ref) => client.readTags(ref)));
    const missing = await nobody;
    clearInterval(others);
    await client.close();
    console.log(JSON.stringify({
      plans: read.map(({ tags }) => tags[0].value), missing,
      turns, megabytes: process.resourceUsage().maxRSS / 1024,
    }));`;
  const child = spawn(process.execPath, [...heapArgs, '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const { plans: seen, missing, turns, megabytes } = JSON.parse(said);
  expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => `plan-${index + 1}`));
  expect(missing).toBe('not-found');
  expect(megabytes).toBeLessThan(maxMegabytes);
  // Parsing the list in one go would leave only a handful of turns.
  expect(turns).toBeGreaterThan(15);
}, 300_000);

test('a run that loses an answer ends, and what is unknown is settled, by one and the same worker', async () => {
  const ids = await crowd(env, 300, ['fragment']);
  for (let index = 1; index <= 300; index += 1) plans.set(String(index), 'free');
  const [doubtful = 0] = ids;
  await env.context.database.execute(sql`
    insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, before, state, outcome,
      outcomes, attempts, settle_at, sent_at, closed_at)
    select 'tags', user_id, id, provider, external_id, 'Ana', '[{"verb": "set", "key": "plan", "value": "free"}]', '[]',
      'closed', 'unknown', '[{"outcome": "unknown", "code": null, "message": null, "hint": null}]', 1, now(), now(), now()
    from identities where provider = 'fragment' and user_id = ${doubtful}`);
  const worker = spawn(process.execPath, workerArgs, {
    env: { ...process.env, ...env.environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(worker, 'exit');
  try {
    const settled = () =>
      runPlannedStatement<{ outcome: string }>(
        env.context.database,
        sql`select outcome from changes where user_id = ${doubtful} and run_id is null and outcome = 'confirmed'`,
      );
    await until(async () => (await settled()).length === 1, 120_000);
    loseNext = true;
    const before = lists;
    const runId = await started(env, {
      source: { kind: 'users', userIds: ids },
      operations: [{ provider: 'fragment', operations: [{ verb: 'set', key: 'plan', value: 'team' }] }],
    });
    const { counts } = await runWhen(env, runId, ({ status }) => status === 'finished', 120_000);
    expect(counts).toMatchObject({ confirmed: 300, unknown: 0, failed: 0 });
    expect(lists).toBeGreaterThan(before);
    expect(worker.exitCode).toBeNull();
    expect(peakOf(worker.pid ?? 0)).toBeLessThan(maxMegabytes);
  } finally {
    worker.kill('SIGTERM');
    await ended;
  }
}, 300_000);
