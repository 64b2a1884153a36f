import { afterEach, beforeEach, expect, test } from 'vitest';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';

let env: TestEnvironment;
beforeEach(async () => {
  env = await createTestEnvironment();
});
afterEach(() => env.stop());

/** Makes the database fail when a line is inserted, or when it is closed. */
async function failOn(event: 'insert' | 'update', code: string): Promise<void> {
  await env.open.pool.query(`
    create function fail() returns trigger language plpgsql as $$ begin raise exception 'x' using errcode = '${code}'; end $$;
    create trigger a_fail before ${event} on changes for each row execute function fail()`);
}

async function refusal(): Promise<string> {
  const userId = await env.person({ vero: 'amara' });
  const operations = [{ verb: 'add', key: 'welcome', value: null }];
  const error: unknown = await editTags(env.context, { userId, provider: 'vero', operations }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: 'busy', retryAfter: expect.any(Number) });
  return error instanceof Error ? error.message : '';
}

const calls = () => env.control('GET', 'log');

test.each([
  ['53100', /disk .* is full\. Nothing was recorded and nothing was sent\./],
  ['25006', /read-only\. Nothing was recorded and nothing was sent\./],
  ['53200', /no memory left\. Nothing was recorded and nothing was sent\./],
  ['57014', /stopped\. Nothing was recorded and nothing was sent\./],
  ['57P01', /restarted\. Nothing was sent yet\. Whether the edit was recorded is not known/],
  ['08006', /lost\. Nothing was sent yet\. Whether the edit was recorded is not known/],
])('a line that is not taken (%s) is sent to nobody, and the words say so', async (code, words) => {
  await failOn('insert', code);
  expect(await refusal()).toMatch(words);
  expect(await calls()).toEqual([]);
});

test('once the line is there nobody hears that nothing was recorded', async () => {
  await failOn('update', '53100');
  expect(await refusal()).toMatch(
    /disk .* is full\. The edit was recorded; what became of it the history shows\./,
  );
  expect(await calls()).toHaveLength(1);
});
