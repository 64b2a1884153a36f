import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createIdNotes } from './list-identities.ts';
import { BrokenList, readListStart, readUserList, readUserParts } from './read-list.ts';

async function* pieces(text: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (text: string, refs: readonly string[], size?: number) =>
  readUserList(pieces(text, size), new Set(refs));

const user = fc.record({
  id: fc.string({ unit: 'grapheme', minLength: 1 }),
  external_id: fc.option(fc.string({ unit: 'grapheme' })),
  tags: fc.array(fc.record({ key: fc.string({ unit: 'binary' }), value: fc.string({ unit: 'grapheme' }) }), {
    maxLength: 4,
  }),
});

test('whoever is asked for is found as JSON.parse would have them, however the list is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(user, { selector: ({ id }) => id, maxLength: 8 }),
      fc.integer({ min: 1, max: 40 }),
      async (users, size) => {
        const wanted = users.filter((_, index) => index % 2 === 0);
        const found = await read(
          JSON.stringify({ data: users }),
          wanted.map(({ id }) => id),
          size,
        );
        for (const { id, external_id, tags } of wanted)
          expect(found.find(id)).toEqual({ id, externalId: external_id, tags });
        for (const { id } of users.filter((other) => !wanted.includes(other))) {
          const byOther = wanted.some(({ external_id }) => external_id === id);
          if (!byOther) expect(found.find(id)).toBeNull();
        }
      },
    ),
  );
});

test('an id is looked for before an external id, and older spellings are read', async () => {
  const list = JSON.stringify({
    data: [
      { id: 'user_1', external_id: 'user_2', tags: [{ key: 'a', value: '1' }] },
      { id: 'user_2', externalId: 'crm-7', role: 'payer' },
    ],
  });
  const found = await read(list, ['user_2', 'crm-7', 'nobody']);
  expect(found.find('user_2')).toEqual({ id: 'user_2', externalId: 'crm-7', tags: null });
  expect(found.find('crm-7')?.id).toBe('user_2');
  expect(found.find('nobody')).toBeNull();
});

test('a list that breaks off anywhere says of nobody that they are absent', async () => {
  const list =
    '{"object":"list","data":[{"id":"user_1","external_id":null,"tags":[]},{"id":"b"}],"more":{"x":[1]}}';
  for (let length = 0; length < list.length; length += 1)
    await expect(read(list.slice(0, length), ['nobody']), `after ${length}`).rejects.toThrow(BrokenList);
  expect((await read(` ${list}\n`, ['nobody'])).find('nobody')).toBeNull();
});

test.each([
  ['nothing', ''],
  ['a page', '<html><body>Sign in</body></html>'],
  ['an error in a 200', '{"error":{"code":"oops"}}'],
  ['a bare list', '[{"id":"user_1"}]'],
  ['one user', '{"data":{"id":"user_1","tags":[]}}'],
  ['users under their ids', '{"data":{"user_1":{"id":"user_1"}}}'],
  ['no list', '{"data":null}'],
  ['the list somewhere below', '{"result":{"data":[{"id":"user_1"}]}}'],
  ['two lists', '{"data":[],"data":[]}'],
  ['two answers', '{"data":[]}{"data":[]}'],
  ['text behind', '{"data":[]} and more'],
  ['a comma too many', '{"data":[{"id":"user_1"},]}'],
  ['an entry without an id', '{"data":[{"id":"user_1"},{"external_id":"b"}]}'],
  ['an id that is no text', '{"data":[{"id":7}]}'],
  ['an entry that is no object', '{"data":["user_1"]}'],
  ['a wanted user whose tags are none', '{"data":[{"id":"nobody","tags":[{"key":"a","value":1}]}]}'],
  ['text that is no JSON', "{'data':[]}"],
  [
    'bytes that are no text',
    Buffer.from([...Buffer.from('{"data":[{"id":"'), 0xc3, 0x28, ...Buffer.from('"}]}')]),
  ],
])('%s is no list', async (_name, text) => {
  const refs = new Set(['nobody']);
  await expect(readUserList(pieces(text), refs)).rejects.toThrow(BrokenList);
});

test.each([
  ['nests without end', () => `{"data":[${'['.repeat(2_000_000)}`],
  ['is a word without end', () => `{"data":[{"id":"${'a'.repeat(9_000_000)}`],
  ['is things without end', () => `{"data":[{"id":"a","tags":[${'{},'.repeat(1_700_000)}`],
  ['is preceded by things without end', () => `{"meta":[${'{},'.repeat(1_700_000)}`],
])('an entry that %s is given up', async (_name, text) => {
  let given = 0;
  async function* counted() {
    for await (const piece of pieces(text(), 65_536)) {
      given += piece.byteLength;
      yield piece;
    }
  }
  await expect(readUserList(counted(), new Set(['a']))).rejects.toThrow(BrokenList);
  expect(given).toBeLessThan(5_000_000);
});

test('no more of those who are asked for is kept than a process has room for', async () => {
  const tags = Array.from({ length: 2_000 }, (_, index) => ({ key: `key-${index}`, value: 'v'.repeat(400) }));
  const one = JSON.stringify(tags);
  async function* many(count: number) {
    yield Buffer.from('{"data":[');
    for (let index = 0; index < count; index += 1) yield Buffer.from(`{"id":"u${index}","tags":${one}},`);
    yield Buffer.from('{"id":"last"}]}');
  }
  const everybody = Array.from({ length: 40 }, (_, index) => `u${index}`);
  await expect(readUserList(many(40), new Set(everybody))).rejects.toThrow(BrokenList);
  const found = await readUserList(many(6), new Set(everybody));
  expect(found.find('u4')?.tags).toHaveLength(2_000);
});

test('a list has begun well with its first user, or ends without any', async () => {
  const endless = async function* () {
    yield* pieces('{"data":[{"id":"user_1"}');
    throw new Error('It was read on.');
  };
  await readListStart(endless());
  await readListStart(pieces('{"data":[]}'));
  await expect(readListStart(pieces('{"data":[{"name":"no id"}'))).rejects.toThrow(BrokenList);
  await expect(readListStart(pieces('{"data":['))).rejects.toThrow(BrokenList);
});

test('everybody comes in parts, as JSON.parse would have them, however the list is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(user), fc.integer({ min: 1, max: 40 }), async (users, size) => {
      const parts = await Array.fromAsync(readUserParts(pieces(JSON.stringify({ data: users }), size)));
      expect(parts.flat()).toEqual(
        users.map(({ id, external_id, tags }) => ({
          id,
          externalId: external_id,
          user: { id, externalId: external_id, tags },
        })),
      );
    }),
  );
});

test('only a part of everybody is held at once, and what was not asked for is not read', async () => {
  let written = 0;
  async function* everybody(count: number) {
    yield Buffer.from('{"data":[');
    for (written = 0; written < count; written += 1)
      yield Buffer.from(`{"id":"u${written}","tags":[{"key":"k","value":"${'v'.repeat(40)}"}]},`);
    yield Buffer.from('{"id":"last"}]}');
  }
  let read = 0;
  for await (const part of readUserParts(everybody(20_000))) {
    read += part.length;
    expect(part.length).toBeLessThanOrEqual(500);
    expect(written - read).toBeLessThanOrEqual(1);
  }
  expect(read).toBe(20_001);
  async function* long() {
    yield Buffer.from('{"data":[');
    for (let index = 0; index < 20; index += 1)
      yield Buffer.from(`{"id":"u${index}","name":"${'n'.repeat(600_000)}"},`);
    yield Buffer.from('{"id":"last"}]}');
  }
  const parts = await Array.fromAsync(readUserParts(long()));
  expect(Math.max(...parts.map((part) => part.length))).toBe(2);
});

test('an id is known again among very many, and no other is', () => {
  const isNoted = createIdNotes();
  for (let index = 0; index < 30_000; index += 1) expect(isNoted(`user_${index}`)).toBe(false);
  for (let index = 0; index < 30_000; index += 1000) expect(isNoted(`user_${index}`)).toBe(true);
});
