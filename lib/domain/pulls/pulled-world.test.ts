/** Of generated worlds: what a pull leaves is the world, whatever ends the process on the way. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { advancePull } from './advance-pull.ts';
import { listPulls } from './list-pulls.ts';
import { startPull } from './start-pull.ts';
import { cancelPull } from './steer-pull.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment();
  await env.control('PUT', 'settings', { cerego: { pageSize: 3 } });
});
afterAll(() => env.stop());

const text = fc.stringMatching(/^[a-zäöé0-9'"\\ -]{0,12}[a-zéß]$/).map((value) => value.trim());
const tags = fc.uniqueArray(fc.record({ key: text, value: text }), {
  maxLength: 4,
  selector: ({ key }) => key,
});
/** One person's external id may be another's id, while both are there. */
const reference = fc.stringMatching(/^[a-d0-3]{1,3}$/);
const fragmentUsers = fc
  .uniqueArray(
    fc.record({
      id: reference,
      externalId: reference,
      times: fc.constantFrom<number[]>([0], [1], [0, 1]),
      tags: fc.tuple(tags, tags),
    }),
    { maxLength: 14, comparator: (one, other) => one.id === other.id || one.externalId === other.externalId },
  )
  .map((users) =>
    users.map((user) => {
      const namesakes = users.filter(
        ({ id, externalId }) => id === user.externalId || externalId === user.id,
      );
      return namesakes.some((other) => other !== user) ? { ...user, times: [0, 1] } : user;
    }),
  );
const ceregoWorld = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 40 }).map(String),
    name: text,
    email: fc.constantFrom('a@example.com', 'b@example.com', 'c@example.com', 'd@example.com'),
    tags: fc.uniqueArray(fc.record({ typeId: fc.constantFrom('3', '5'), value: text }), {
      maxLength: 2,
      selector: ({ typeId }) => typeId,
    }),
  }),
  { maxLength: 12, selector: ({ id }) => id },
);

type Mirror = { externalId: string; tags: [string, string | null][] };

async function mirrors(provider: ProviderId): Promise<Mirror[]> {
  const rows = await runPlannedStatement<Mirror>(
    env.context.database,
    sql`select coalesce(max(f.ref) filter (where f.is_own_id), i.external_id) as "externalId",
        coalesce(jsonb_agg(distinct jsonb_build_array(t.key, t.value)) filter (where t.id is not null), '[]') as tags
      from identities i left join identity_refs f on f.identity_id = i.id
      left join identity_tags it on it.identity_id = i.id and it.proof = 'confirmed' left join tags t on t.id = it.tag_id
      where i.provider = ${provider} and i.gone_since is null group by i.id`,
  );
  return sorted(rows);
}

function sorted(rows: Mirror[]): Mirror[] {
  const byId = rows.map(({ externalId, tags }) => ({ externalId, tags: tags.toSorted() }));
  return byId.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1));
}

/** Another process each time, after every page and batch where `dies`. Gives the number of processes. */
async function pull(provider: ProviderId, dies: boolean): Promise<number> {
  const deps = { ...env.context, config: readSettings(env.environment).providers };
  await startPull(env.context, { provider });
  const stopping = new AbortController();
  if (dies) stopping.abort();
  for (let processes = 1; ; processes += 1) {
    await advancePull(deps, provider, randomUUID(), stopping.signal);
    const { open } = (await listPulls(env.context))[provider];
    if (open === null) return processes;
    expect(open).toMatchObject({ state: 'running' });
    expect(processes).toBeLessThan(100);
  }
}

async function empty(): Promise<void> {
  for (const provider of ['cerego', 'fragment'])
    await cancelPull(env.context, { provider }).catch(() => undefined);
  for (const table of ['users', 'pulls']) await env.context.database.execute(sql.raw(`delete from ${table}`));
  await env.control('POST', 'reset');
  await env.control('POST', 'seed', {
    cerego: {
      tagTypes: [
        { id: '3', name: 'Region' },
        { id: '5', name: 'Team' },
      ],
    },
  });
  await env.control('PUT', 'settings', { cerego: { includeTags: true, pageSize: 3 } });
}

test('FRAGMENT: two worlds, one after the other', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fragmentUsers, async (users) => {
      await empty();
      for (const time of [0, 1] as const) {
        const there = users.filter(({ times }) => times.includes(time));
        const world = there.map(({ id, externalId, tags }) => ({ id, externalId, tags: tags[time] }));
        const gone = users.filter((user) => !there.includes(user)).map(({ id }) => id);
        // The sandbox knows users by either reference.
        await env.control('PUT', 'seed', { gone: { fragment: gone } });
        await env.control('PUT', 'seed', { fragment: world });
        await pull('fragment', false);
        const expected = world.map(
          ({ id, tags }): Mirror => ({ externalId: id, tags: tags.map(({ key, value }) => [key, value]) }),
        );
        expect(await mirrors('fragment')).toEqual(sorted(expected));
      }
    }),
    { numRuns: 25 },
  );
});

test('Cerego: two worlds, with a death after every page', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(ceregoWorld, ceregoWorld, async (first, second) => {
      await empty();
      const names = { '3': 'Region', '5': 'Team' } as Record<string, string>;
      for (const world of [first, second]) {
        const gone = first.map(({ id }) => id).filter((id) => !world.some((user) => user.id === id));
        await env.control('PUT', 'seed', { cerego: { users: world }, gone: { cerego: gone } });
        expect(await pull('cerego', true)).toBeGreaterThanOrEqual(Math.ceil(world.length / 3));
        const expected = world.map(
          ({ id, tags }): Mirror => ({
            externalId: id,
            tags: tags.map(({ typeId, value }) => [names[typeId] ?? '', value]),
          }),
        );
        expect(await mirrors('cerego')).toEqual(sorted(expected));
      }
    }),
    { numRuns: 20 },
  );
});
