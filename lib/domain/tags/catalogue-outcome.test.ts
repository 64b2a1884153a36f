import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { createCatalogueLooks } from './catalogue-outcome.ts';
import { createCatalogueTag } from './create-catalogue-tag.ts';

let env: TestEnvironment;
beforeEach(async () => {
  env = await createTestEnvironment();
});
afterEach(() => env.stop());

const create = () => createCatalogueTag(env.context, { provider: 'capillary', key: 'Summer' });
const arrive = () => env.control('POST', 'seed', { capillary: { labels: ['Summer'] } });
const fault = (kind: string, more: object = {}) =>
  env.control('POST', 'faults', {
    provider: 'capillary',
    kind,
    match: { method: 'POST', path: '/organization/labels' },
    ...more,
  });

function lines(): Promise<{ kind: string; actor: string; shown: boolean }[]> {
  return runPlannedStatement(
    env.context.database,
    sql`select kind, actor, coalesce((detail ->> 'shown')::boolean, false) as shown from audit_events
      where kind like 'catalogue-tag%' order by id`,
  );
}
const asked = { kind: 'catalogue-tag.asked', actor: 'Ana', shown: false };
const unknown = { kind: 'catalogue-tag.unknown', actor: 'Ana', shown: false };
const shown = { kind: 'catalogue-tag.created', actor: 'Capillary', shown: true };

async function age(seconds: number): Promise<void> {
  await env.open.pool.query(
    `begin; set local session_replication_role = replica;
     update audit_events set at = now() - make_interval(secs => ${seconds}); commit`,
  );
}

test('a good answer: asked, then done', async () => {
  await create();
  expect(await lines()).toEqual([asked, { kind: 'catalogue-tag.created', actor: 'Ana', shown: false }]);
});

test.each([
  ['a definite no', 'status', { status: 400 }],
  ['credentials that are refused', 'unauthorized', {}],
  ['a provider that asks to wait', 'rate-limit', { retryAfter: 60, times: null }],
])('%s: asked, then refused, with the provider’s words', async (_, kind, more) => {
  await fault(kind, more);
  await expect(create()).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/^Capillary did not add “Summer” to its catalogue: ./),
  });
  expect(await lines()).toEqual([asked, { kind: 'catalogue-tag.refused', actor: 'Ana', shown: false }]);
});

test.each(['reset-after', 'truncated-json', 'empty'])(
  'an answer that is lost (%s) after the label was made: it is read, and done',
  async (kind) => {
    await fault(kind);
    await create();
    expect(await lines()).toEqual([asked, unknown, shown]);
  },
);

test('an answer that is lost before: what is known is said, and looks find out what became of it', async () => {
  await fault('reset-before');
  const failure = create();
  await expect(failure).rejects.toMatchObject({ code: 'too-slow' });
  await expect(failure).rejects.toThrow(
    /Whether Capillary added “Summer” .* is not known.* not show it so far/,
  );
  expect(await lines()).toEqual([asked, unknown]);
  const looks = createCatalogueLooks(env.context.database, env.context.providers);
  await age(4);
  await looks.look();
  expect(await lines()).toEqual([asked, unknown]);
  await arrive();
  await age(5);
  await looks.look();
  expect(await lines()).toEqual([asked, unknown]);
  await age(11);
  await looks.look();
  await looks.look();
  expect(await lines()).toEqual([asked, unknown, shown]);
});

test('what is never shown is not seen after ten minutes, and no further look is taken', async () => {
  await fault('reset-before');
  await expect(create()).rejects.toMatchObject({ code: 'too-slow' });
  await age(700);
  await env.control('DELETE', 'log');
  const looks = createCatalogueLooks(env.context.database, env.context.providers);
  await looks.look();
  await looks.look();
  const notSeen = { kind: 'catalogue-tag.not-seen', actor: 'Capillary', shown: false };
  expect(await lines()).toEqual([asked, unknown, notSeen]);
  expect(await env.control('GET', 'log?provider=capillary')).toHaveLength(1);
});

test('a process that ended after it asked: the worker finds out, and an answer that comes later adds nothing', async () => {
  await env.open.pool.query(
    `insert into audit_events (kind, actor, subject, detail, at)
     values ('catalogue-tag.asked', 'Ana', 'capillary', '{"key": "Summer"}', now() - interval '1 hour')`,
  );
  await arrive();
  const others = [1, 2].map(() => createCatalogueLooks(env.context.database, env.context.providers));
  await Promise.all(others.map(({ look }) => look()));
  expect(await lines()).toEqual([asked, shown]);
});
