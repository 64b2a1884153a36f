import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { users } from '#lib/platform/db/schema/users.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { refreshUser } from './refresh-user.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment();
});
afterAll(() => env.stop());

const team = [{ typeId: '5', value: 'Blue' }];
const strangers = (from: number, size: number) =>
  Array.from({ length: size }, (_, index) => ({ id: String(from + index) }));

async function listings(): Promise<Record<string, string>[]> {
  const calls = (await env.control('GET', 'log?provider=cerego')) as { query: Record<string, string> }[];
  return calls.map(({ query }) => query);
}

test('a user is asked for at Cerego by the e-mail that Tagdesk knows', async () => {
  await env.control('POST', 'seed', { cerego: { users: strangers(900_000_000, 3_000) } });
  const userId = await env.person({ cerego: '900002500' });
  await env.control('POST', 'seed', {
    cerego: { users: [{ id: '900002500', email: 'amara@kestrel.example', tags: team }] },
  });
  await env.context.database
    .update(users)
    .set({ email: 'amara@kestrel.example' })
    .where(eq(users.id, userId));
  await env.control('DELETE', 'log');
  expect(await refreshUser(env.context, { userId, provider: 'cerego' })).toMatchObject([
    { state: 'read', drift: 1 },
  ]);
  expect(await listings()).toMatchObject([{ query: 'amara@kestrel.example' }]);
});

test('a long search is told page by page to who can be answered again, and comes out once', async () => {
  await env.control('POST', 'seed', { cerego: { users: strangers(900_000_000, 900) } });
  const userId = await env.person({ cerego: '900009999' });
  await env.control('POST', 'seed', { cerego: { users: [{ id: '900009999', tags: team }] } });
  await env.control('PUT', 'settings', { latencyMs: { min: 15, max: 15 } });
  await env.control('DELETE', 'log');
  const member = { ...env.context, finishLater: () => {} };
  const answers: Awaited<ReturnType<typeof refreshUser>> = [];
  do answers.push(...(await refreshUser(member, { userId, provider: 'cerego' })));
  while (answers.at(-1)?.state === 'reading');
  expect(answers.length).toBeGreaterThan(1);
  expect(answers[0]).toMatchObject({
    state: 'reading',
    message: expect.stringMatching(/^Looking through Cerego’s list: page \d+ of \d+$/),
  });
  expect(answers.at(-1)).toMatchObject({ state: 'read', drift: 1 });
  const pages = (await listings()).map((query) => query['page[number]']);
  expect(new Set(pages).size).toBe(pages.length);
});
