import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeChoices } from './read-upload.ts';

async function* inParts(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const take = (bytes: Buffer, said: string | null, size = 3) =>
  takeChoices(new Headers(said === null ? {} : { 'x-file-choices': said }), inParts(bytes, size));

test('choices are taken from before the file, whose bytes stay as they are, however they arrive', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.json(),
      fc.uint8Array(),
      fc.integer({ min: 1, max: 20 }),
      async (json, file, size) => {
        const head = Buffer.from(json);
        const taken = await take(Buffer.concat([head, file]), String(head.length), size);
        expect(taken.choices).toEqual(JSON.parse(json));
        expect(Buffer.from(await buffer(taken.stream))).toEqual(Buffer.from(file));
      },
    ),
  );
});

test('without the header the whole body is the file', async () => {
  const { choices, stream } = await take(Buffer.from('{}email\n'), null);
  expect(choices).toBeNull();
  expect(String(await buffer(stream))).toBe('{}email\n');
});

test.each(['x', '-1', '1e3', '9', '99999999', '0', '3'])('a length of %s is refused', async (said) => {
  await expect(take(Buffer.from('{"a":1}'), said)).rejects.toMatchObject({ code: 'invalid' });
});
