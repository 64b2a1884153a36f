import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRowReader } from '#lib/domain/runs/read-file-row.ts';
import { createRowWriter } from '#lib/domain/users/export-rows.ts';
import { openTable } from '#lib/platform/csv/open-table.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { TagText } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { delimiters } from '#lib/shared/csv.ts';
import { columnsOf, importColumns } from '#lib/shared/imports.ts';
import { guard } from '#lib/shared/text/formula-guard.ts';
import { nameRule } from '#lib/shared/users.ts';
import { readRows } from './read-rows.ts';

type Person = { name: string; ids: Record<ProviderId, string>; tags: Record<ProviderId, TagText[]> };

const latin = [';', '"', '=', "'", '-', '+', '@', ' ', ',', '|', '\t', '\n', '\r', 'a', 'Z', 'é', 'ß', '€'];
const wide = [...latin, '😀', '客', 'e\u0301', '\u00A0'];

const windows = new Map<string, number>();
for (let byte = 0; byte < 256; byte += 1)
  windows.set(new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte);
const encodings = {
  'utf-8': (text: string) => Buffer.from(text),
  'utf-8 with its mark': (text: string) => Buffer.from(`\uFEFF${text}`),
  'utf-16le': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'utf-16be': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  'windows-1252': (text: string) => Buffer.from(Array.from(text, (each) => windows.get(each) ?? 0)),
};
type EncodingName = keyof typeof encodings;

function peopleOf(encoding: EncodingName) {
  const unit = fc.constantFrom(...(encoding === 'windows-1252' ? latin : wide));
  const text = fc.string({ unit, minLength: 1, maxLength: 8 });
  const allowed = (rule: { safeParse(text: string): { data?: string | undefined } }) =>
    text.filter((each) => rule.safeParse(each).data === each);
  const tagsAt = (provider: ProviderId): fc.Arbitrary<TagText[]> => {
    const { key, value } = capabilitiesOf(provider).rules;
    const tag = fc.record({ key: allowed(key), value: value ? allowed(value) : fc.constant(null) });
    return fc.uniqueArray(tag, { maxLength: 4, selector: (each) => each.key });
  };
  const idAt = (provider: ProviderId) =>
    provider === 'capillary'
      ? fc.integer({ min: 1 }).map(String)
      : allowed(capabilitiesOf(provider).rules.externalId);
  const perProvider = <T>(of: (provider: ProviderId) => fc.Arbitrary<T>) =>
    fc.record({
      vero: of('vero'),
      cerego: of('cerego'),
      capillary: of('capillary'),
      fragment: of('fragment'),
    });
  const person = fc.record({ name: allowed(nameRule), ids: perProvider(idAt), tags: perProvider(tagsAt) });
  return fc.array(person, { minLength: 1, maxLength: 4 });
}

const toCells = createRowWriter(importColumns);

function rowOf({ name, ids, tags }: Person): string[] {
  const given = { name, email: 'a@b.example', tag_ids: [], tag_count: 0, changed_at: '', ...ids };
  const all = providerIds.flatMap((provider) => tags[provider].map((tag) => ({ id: 0, provider, ...tag })));
  return toCells(given, all);
}

async function* stream(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 50) yield bytes.subarray(at, at + 50);
}

const sorted = (tags: readonly TagText[]) =>
  tags.map(({ key, value }) => JSON.stringify([key, value])).sort();

const form = fc
  .constantFrom(...(Object.keys(encodings) as EncodingName[]))
  .chain((encoding) =>
    fc.tuple(
      fc.constant(encoding),
      fc.constantFrom(...delimiters),
      fc.constantFrom('\n', '\r\n', '\r'),
      peopleOf(encoding),
    ),
  );

test('any people and tags that the rules allow come back equal, by import and by run', async () => {
  await fc.assert(
    fc.asyncProperty(form, async ([encoding, delimiter, lineEnd, people]) => {
      const text = [[...importColumns], ...people.map(rowOf)]
        .map((cells) => cells.map((cell) => `"${guard(cell).replaceAll('"', '""')}"`).join(delimiter))
        .join(lineEnd);
      const bytes = encodings[encoding](text);
      // Only Windows-1252 must be given.
      const said = encoding === 'windows-1252' ? { encoding } : {};

      const [batch] = await Array.fromAsync(readRows(stream(bytes), { keyRule: () => null }, 100, said));
      expect(batch?.bad).toEqual([]);
      expect(
        batch?.rows.map(({ name, identities }) => [
          name,
          identities.map(({ provider, externalId, tags }) => [provider, externalId, sorted(tags)]),
        ]),
      ).toEqual(
        people.map(({ name, ids, tags }) => [
          name,
          providerIds.map((provider) => [provider, ids[provider], sorted(tags[provider])]),
        ]),
      );

      const { header, rows } = await openTable(stream(bytes), said);
      const read = readerOf(header);
      const records = (await Array.fromAsync(rows)).flat();
      for (const [index, { ids, tags }] of people.entries()) {
        const cells = records[index]?.cells ?? [];
        for (const { who, asked, faults } of [read.add(cells), read.remove(cells)]) {
          expect(faults).toEqual([]);
          expect(who).toEqual(providerIds.map((as) => ({ as, text: ids[as] })));
          for (const { provider, operations } of asked) {
            const isRemoval = operations.every(({ verb }) => verb === 'remove');
            const expected = tags[provider].map(({ key, value }) => ({
              key,
              value: isRemoval ? null : value,
            }));
            expect(sorted(operations)).toEqual(sorted(expected));
          }
        }
        const named = providerIds.filter((provider) => tags[provider].length > 0);
        expect(read.add(cells).asked.map(({ provider }) => provider)).toEqual(named);
      }
    }),
    { numRuns: 150 },
  );
});

function readerOf(header: string[]) {
  const who = providerIds.map((as) => ({ as, column: columnsOf[as].id }));
  const reader = (verb: 'add' | 'remove') => {
    const mappings = providerIds
      .filter((provider) => capabilitiesOf(provider).verbs.includes(verb))
      .map((provider) => ({ provider, verb, key: null, column: columnsOf[provider].tags }));
    const keys = { rules: { keyRule: () => null }, isHeld: () => false };
    return createRowReader(header, { kind: 'csv', uploadId: 1, who, mappings }, keys).readRow;
  };
  return { add: reader('add'), remove: reader('remove') };
}
