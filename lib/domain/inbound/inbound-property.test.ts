/** Whatever is edited here and there, in whatever order it is told and applied: in the end the mirror is the truth. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { findChange } from '#lib/domain/history/find-change.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { type InboundPlace, openInbound } from '#lib/testing/inbound.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { until } from '#lib/testing/worker.ts';
import { applyInbound } from './apply-inbound.ts';

let env: TestEnvironment;
let place: InboundPlace;
/** What Vero sent and the network has not delivered yet. */
const sent: string[] = [];
const network = createServer((incoming, outgoing) => {
  let body = '';
  incoming.on('data', (part) => {
    body += part;
  });
  incoming.on('end', () => {
    sent.push(body);
    outgoing.end();
  });
});
beforeAll(async () => {
  env = await createTestEnvironment();
  place = await openInbound(env);
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
  const { port } = network.address() as AddressInfo;
  await env.control('PUT', 'settings', { vero: { webhookUrl: `http://127.0.0.1:${port}/` } });
});
afterAll(async () => {
  network.closeAllConnections();
  network.close();
  await place.stop();
  await env.stop();
  vi.unstubAllEnvs();
});

const key = fc.constantFrom('a', 'b');
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      key,
      verb: fc.constantFrom('add' as const, 'remove' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('outside' as const), key, there: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('deliver' as const), count: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('apply' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('repeat' as const) }) },
);
const never = new AbortController().signal;
let people = 0;

async function webhooks(): Promise<number> {
  return ((await env.control('GET', 'webhooks')) as unknown[]).length;
}

test('after the last event the mirror is what Vero has, and what we asked for and changed is confirmed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 14 }), async (steps) => {
      people += 1;
      const ref = `p-${people}`;
      const userId = await env.person({ vero: ref });
      const truth = async () => {
        const state = (await env.control('GET', `state?provider=vero&id=${ref}`)) as {
          vero: { tags: string[] }[];
        };
        return [...(state.vero[0]?.tags ?? [])].sort();
      };
      await until(async () => sent.length > 0);
      sent.length = 0;
      const asked: number[] = [];
      let last: string | null = null;
      /** Resolves once all that Vero sends has come to the network. */
      const changing = async (change: () => Promise<unknown>) => {
        const before = await truth();
        const [count, known] = [sent.length, await webhooks()];
        const value = await change();
        if (JSON.stringify(await truth()) !== JSON.stringify(before)) {
          await until(async () => sent.length > count && (await webhooks()) > known);
          return { value, moved: true };
        }
        return { value, moved: false };
      };
      const deliver = async (count: number) => {
        for (const body of sent.splice(0, count)) {
          last = body;
          expect((await place.post(body)).status).toBe(200);
        }
      };
      const apply = () => applyInbound(env.context.database, never);
      for (const one of steps) {
        if (one.kind === 'edit') {
          const operations = [{ verb: one.verb, key: one.key, value: null }];
          const { value, moved } = await changing(() =>
            editTags(env.context, { userId, provider: 'vero', operations }),
          );
          const { changeId, outcome } = value as { changeId: number; outcome: string };
          if (moved && outcome === 'accepted') asked.push(changeId);
        } else if (one.kind === 'outside') {
          const tags = (await truth()).filter((tag) => tag !== one.key);
          await changing(() =>
            env.control('PUT', 'seed', { vero: [{ id: ref, tags: one.there ? [...tags, one.key] : tags }] }),
          );
        } else if (one.kind === 'deliver') await deliver(one.count);
        else if (one.kind === 'repeat' && last !== null) await place.post(last);
        else await apply();
      }
      await deliver(sent.length);
      await apply();
      const user = await findUser(env.context, userId);
      const mirror = (user?.identities[0]?.tags ?? []).map((tag) => tag.key).sort();
      expect(mirror).toEqual(await truth());
      for (const id of asked) expect((await findChange(env.context, id)).line.outcome).toBe('confirmed');
    }),
    { numRuns: 40 },
  );
}, 120_000);
