import { expect, test } from 'vitest';
import { openDatabase } from '#lib/platform/db/client.ts';
import { AppError } from '#lib/shared/errors.ts';
import { csvAnswer } from './csv-response.ts';
import { toFailure } from './error-response.ts';
import { limitBytes } from './read-upload.ts';

async function* parts(...sizes: number[]): AsyncGenerator<Uint8Array> {
  for (const size of sizes) yield new Uint8Array(size);
}

async function lengthOf(body: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const part of body) bytes += part.byteLength;
  return bytes;
}

test('a body within the limit passes whole; one byte more ends it, announced or not', async () => {
  expect(await lengthOf(limitBytes(parts(5, 5), '10', 10))).toBe(10);
  expect(() => limitBytes(parts(), '11', 10)).toThrow(AppError);
  await expect(lengthOf(limitBytes(parts(5, 6), '3', 10))).rejects.toMatchObject({ code: 'too-large' });
  await expect(lengthOf(limitBytes(parts(5, 6), null, 10))).rejects.toMatchObject({ code: 'too-large' });
});

test('a database that is away or slow is named busy, with a time; a fault of the program is not', async () => {
  const nowhere = openDatabase('postgres://nobody@127.0.0.1:1/nothing');
  const away: unknown = await nowhere.database.execute('select 1').catch((error: unknown) => error);
  expect(toFailure(away)).toMatchObject({ code: 'busy', retryAfter: 5 });
  await nowhere.close();
  const stopped = new Error('Failed query', {
    cause: Object.assign(new Error('canceled'), { code: '57014' }),
  });
  expect(toFailure(stopped)?.message).toContain('took longer');
  expect(toFailure(new Error('timeout exceeded when trying to connect'))).toMatchObject({ code: 'busy' });
  expect(toFailure(new TypeError('x is not a function'))).toBeNull();
  expect(toFailure('text')).toBeNull();
});

test('a CSV answer begins with the mark of UTF-8, so that a spreadsheet shows it right', async () => {
  async function* text() {
    yield 'name\n';
    yield 'Café\n';
  }
  const answer = csvAnswer(text(), 'users');
  expect(Buffer.from(await answer.arrayBuffer()).toString('latin1')).toBe('\xEF\xBB\xBFname\nCaf\xC3\xA9\n');
});
