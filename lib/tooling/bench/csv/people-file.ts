/** Made once and kept. */
import { createWriteStream, existsSync, renameSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { columnsOf, importColumns } from '#lib/shared/imports.ts';
import { tagOf } from '../people/catalogue.ts';
import { type InventedPerson, inventPerson } from '../people/person.ts';

const rowsPerPart = 1_000;

/** Gives its path; no field needs quotes. */
export async function makePeopleFile(folder: string, size: number): Promise<string> {
  const file = `${folder}/people-${size}.csv`;
  if (existsSync(file)) return file;
  await pipeline(Readable.from(parts(size)), createWriteStream(`${file}.new`));
  renameSync(`${file}.new`, file);
  return file;
}

function* parts(size: number): Generator<string> {
  let part = `${importColumns.join(',')}\n`;
  for (let id = 1; id <= size; id += 1) {
    part += `${toRow(inventPerson(id, size))}\n`;
    if (id % rowsPerPart > 0 && id < size) continue;
    yield part;
    part = '';
  }
}

function toRow({ name, email, identities }: InventedPerson): string {
  const cells = new Map<string, string>([
    ['name', name],
    ['email', email],
  ]);
  for (const { provider, externalId, tagIds } of identities) {
    cells.set(columnsOf[provider].id, externalId);
    const texts = tagIds.map(tagOf).map(({ key, value }) => (value === null ? key : `${key}=${value}`));
    cells.set(columnsOf[provider].tags, texts.join(';'));
  }
  return importColumns.map((column) => cells.get(column) ?? '').join(',');
}
