/** Damaged files: each is reported, and changes nothing. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import {
  contentsOf,
  emptyDatabase,
  file,
  folder,
  restore,
  secret,
  setUpBackup,
  urlOf,
} from '#lib/testing/backup.ts';
import { createTestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd } from '#lib/testing/worker.ts';
import { BackupError } from './archive.ts';
import { writeBackup } from './write-backup.ts';

setUpBackup();

test('a file that is cut off, altered, of another version or no backup at all changes nothing', async () => {
  const url = await emptyDatabase();
  const before = await contentsOf(url);
  const whole = readFileSync(file);
  const text = gunzipSync(whole).toString();
  const cases: [string, Buffer, RegExp][] = [
    ['cut off', whole.subarray(0, whole.length - 200), /cut off/],
    ['cut off between lines', gzipSync(text.slice(0, text.lastIndexOf('{"end"'))), /cut off/],
    ['cut off between tables', gzipSync(text.slice(0, text.indexOf('{"table":"users"'))), /cut off/],
    ['altered rows', gzipSync(text.replace('p7@example.com', 'x7@example.com')), /altered/],
    ['a flipped bit', flipped(whole), /altered|cut off|not taken|does not hold/],
    ['a row less', gzipSync(text.replace(/^.*p7@example\.com.*\n/m, '')), /altered/],
    ['more behind its end', gzipSync(`${text}{}\n`), /altered/],
    [
      'another schema',
      gzipSync(text.replace(/"newest":"\w+"/, '"newest":"9999_later"')),
      /9999_later.*version/,
    ],
    ['a column less', gzipSync(text.replace('"columns":["id",', '"columns":[')), /does not hold the table/],
    ['no gzip', Buffer.from('name,email\n'), /not a backup/],
    ['some other gzip', gzipSync('name,email\n'), /not a backup/],
    ['nothing', Buffer.alloc(0), /cut off/],
  ];
  for (const [name, bytes, words] of cases) {
    const bad = join(folder, 'bad.tagdesk');
    writeFileSync(bad, bytes);
    await expect(restore(url, bad), name).rejects.toThrow(words);
    expect(await contentsOf(url), name).toEqual(before);
  }
  await expect(restore(url, join(folder, 'absent'))).rejects.toThrow('no such file');
  await expect(restore(url, folder)).rejects.toThrow('a folder');
  await restore(url);
}, 60_000);

test('a changed byte, wherever it is, is told in words and changes nothing', async () => {
  const url = await emptyDatabase();
  await restore(url);
  const before = await contentsOf(url);
  const packed = readFileSync(file);
  const text = gunzipSync(packed);
  const bad = join(folder, 'byte.tagdesk');
  const place = fc.record({ inText: fc.boolean(), at: fc.double({ min: 0, max: 0.999, noNaN: true }) });
  await fc.assert(
    fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async ({ inText, at }, by) => {
      const copy = Buffer.from(inText ? text : packed);
      const index = Math.floor(at * copy.length);
      copy[index] = (copy[index] ?? 0) ^ by;
      writeFileSync(bad, inText ? gzipSync(copy) : copy);
      // Some bytes of gzip's header are ignored: such a file is whole.
      const failure = await restore(url, bad, true).then(
        () => null,
        (error: unknown) => error,
      );
      if (failure !== null) expect(failure).toBeInstanceOf(BackupError);
      expect(await contentsOf(url)).toEqual(before);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('rows that the database refuses in the middle of a large table are told in words', async () => {
  const url = await emptyDatabase();
  const large = await createTestEnvironment();
  onTestFinished(() => large.stop());
  await crowd(large, 5_000, ['vero', 'fragment']);
  const whole = join(folder, 'large.tagdesk');
  await writeBackup({ databaseUrl: urlOf(large), secret, file: whole });
  const text = gunzipSync(readFileSync(whole)).toString();
  const bad = join(folder, 'large-bad.tagdesk');
  for (const nth of [1, 40, 2_000, 4_999]) {
    writeFileSync(bad, gzipSync(text.replace(`p${nth}@example.com`, `p${nth}@exa\tmple.com`), { level: 1 }));
    await expect(restore(url, bad)).rejects.toThrow(/^The table users was not taken: extra data/);
  }
}, 60_000);

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const middle = Math.floor(copy.length / 2);
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}
