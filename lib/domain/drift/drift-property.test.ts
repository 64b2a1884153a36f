/** Whatever is edited here and there, read and decided: nothing is asked twice, and decided means equal. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { refreshUser } from '#lib/domain/users/refresh-user.ts';
import type { Drift } from '#lib/shared/drift.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { acceptDrift, ignoreDrift } from './decide-drift.ts';
import { putBackDrift } from './put-back-drift.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment();
});
afterAll(() => env.stop());

type Held = Record<string, string>;
const key = fc.constantFrom('plan', 'seat');
const value = fc.constantFrom('a', 'b', 'c', null);
const step = fc.oneof(
  fc.record({ kind: fc.constant('edit' as const), key, value }),
  fc.record({ kind: fc.constant('outside' as const), key, value }),
  fc.record({ kind: fc.constant('read' as const) }),
  fc.record({
    kind: fc.constant('decide' as const),
    how: fc.constantFrom('accept' as const, 'put-back' as const, 'ignore' as const),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer Made> ? Made : never;

let people = 0;
const actor = () => env.as({ memberId: 'ana', name: 'Ana', role: 'admin' });

async function world() {
  people += 1;
  const ref = `p-${people}`;
  const userId = await env.person({ fragment: ref });
  const identity = async () => {
    const user = await findUser(actor(), userId);
    const [only] = user?.identities ?? [];
    if (!only) throw new Error('The user has an identity.');
    return only;
  };
  const there = async (): Promise<Held> => {
    const state = await env.control('GET', `state?provider=fragment&id=${ref}`);
    const { fragment } = state as { fragment: { tags?: { key: string; value: string }[] }[] };
    return Object.fromEntries((fragment[0]?.tags ?? []).map((tag) => [tag.key, tag.value]));
  };
  const here = async (): Promise<Held> =>
    Object.fromEntries((await identity()).tags.map((tag) => [tag.key, tag.value ?? '']));
  const put = (held: Held) =>
    env.control('PUT', 'seed', {
      fragment: [
        {
          id: ref,
          externalId: `ext-${ref}`,
          tags: Object.entries(held).map(([name, text]) => ({ key: name, value: text })),
        },
      ],
    });
  const decide = async ({ id }: Drift, how: Extract<Step, { kind: 'decide' }>['how']) => {
    if (how === 'put-back') await putBackDrift(actor(), { ids: [id] });
    else await (how === 'accept' ? acceptDrift : ignoreDrift)(actor(), { ids: [id] });
  };
  const perform = async (each: Step) => {
    if (each.kind === 'read') await refreshUser(actor(), { userId, provider: 'fragment' });
    else if (each.kind === 'outside') {
      const { [each.key]: _, ...others } = await there();
      await put(each.value === null ? others : { ...others, [each.key]: each.value });
    } else if (each.kind === 'edit') {
      const held = (await here())[each.key] !== undefined;
      if (each.value === null && !held) return;
      const verb = each.value === null ? 'remove' : 'set';
      const operations = [{ verb, key: each.key, value: each.value }];
      await editTags(actor(), { userId, provider: 'fragment', operations });
    } else {
      const [first] = (await identity()).drift;
      if (first) await decide(first, each.how);
    }
  };
  return { userId, identity, there, here, perform, decide };
}

const pairText = ({ key: name, direction, ours, theirs }: Drift) =>
  JSON.stringify([name, direction, ours, theirs]);

test('open differences show what the mirror shows; accepted or ignored pairs are not asked about again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const { identity, here, perform } = await world();
      const settled = new Set<string>();
      for (const each of steps) {
        const before = (await identity()).drift;
        await perform(each);
        const now = (await identity()).drift;
        if (each.kind === 'decide' && each.how !== 'put-back' && before[0]) settled.add(pairText(before[0]));
        const held = await here();
        for (const drift of now) {
          expect(drift.ours === drift.theirs && drift.direction === 'other').toBe(false);
          expect(held[drift.key]).toBe(drift.direction === 'gone' ? undefined : drift.theirs);
          expect(settled).not.toContain(pairText(drift));
        }
        expect(new Set(now.map((drift) => drift.key)).size).toBe(now.length);
        // Our own edits differ from nothing.
        if (each.kind === 'edit') expect(now.map((drift) => drift.key)).not.toContain(each.key);
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('after a reading and all decisions, mirror and provider are equal', async () => {
  const how = fc.constantFrom('accept' as const, 'put-back' as const, 'ignore' as const);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), how, async (steps, last) => {
      const { identity, there, here, perform, decide } = await world();
      for (const each of steps) await perform(each);
      await perform({ kind: 'read' });
      for (const drift of (await identity()).drift) await decide(drift, last);
      expect((await identity()).drift).toEqual([]);
      expect(await here()).toEqual(await there());
      await perform({ kind: 'read' });
      expect((await identity()).drift).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('edits that readings overtake again and again are no differences', async () => {
  const { userId, identity } = await world();
  const read = () => refreshUser(actor(), { userId, provider: 'fragment' });
  for (let round = 0; round < 40; round += 1) {
    const operations = [{ verb: 'set' as const, key: 'plan', value: `v${round}` }];
    await Promise.all([editTags(actor(), { userId, provider: 'fragment', operations }), read(), read()]);
  }
  await read();
  expect((await identity()).drift).toEqual([]);
  const { rows } = await env.open.pool.query(
    `select d.* from drifts d join identities i on i.id = d.identity_id where i.user_id = $1`,
    [userId],
  );
  expect(rows).toEqual([]);
}, 60_000);
