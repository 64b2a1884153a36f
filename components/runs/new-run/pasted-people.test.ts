import { expect, test } from 'vitest';
import { anyoneColumn, readPastedPeople, toFile } from './pasted-people.ts';

const three = { columns: [anyoneColumn], rows: [['ana@x.example'], ['b-17'], ['564663098']] };

test.each([
  ['commas', 'ana@x.example, b-17,564663098'],
  ['semicolons', 'ana@x.example;b-17; 564663098;'],
  ['spaces', ' ana@x.example b-17  564663098'],
  ['tabs', 'ana@x.example\tb-17\t564663098'],
  ['lines', 'ana@x.example\r\nb-17\n\n564663098\n'],
  ['all of them, and one twice', 'ana@x.example, b-17\n564663098; b-17'],
  ['lines below a word', 'Address\nana@x.example\nb-17\n564663098'],
])('%s part the people of a list', (_, text) => {
  expect(readPastedPeople(text)).toEqual(three);
});

test('names beside addresses are no entries', () => {
  const text = 'Ana Bautista <ana@x.example>, "Bo, junior" <bo@x.example>; c@x.example';
  expect(readPastedPeople(text)?.rows).toEqual([['ana@x.example'], ['bo@x.example'], ['c@x.example']]);
});

test.each([
  ['tabs', 'ana@x.example\tvip\nbo@x.example\tloyal, warm'],
  ['commas', 'ana@x.example,vip\nbo@x.example,loyal'],
  ['semicolons', 'ana@x.example;vip\nbo@x.example;loyal'],
])('e-mails with tags beside them, by %s, are two columns', (_, text) => {
  const table = readPastedPeople(text);
  expect(table?.columns).toEqual([anyoneColumn, 'Column 2']);
  expect(table?.rows.map(([who]) => who)).toEqual(['ana@x.example', 'bo@x.example']);
});

test('a first line of words names the columns', () => {
  expect(readPastedPeople('email,vero_tags\nana@x.example,vip\nbo@x.example,loyal')).toEqual({
    columns: ['email', 'vero_tags'],
    rows: [
      ['ana@x.example', 'vip'],
      ['bo@x.example', 'loyal'],
    ],
  });
});

test('a list of pairs of addresses stays one list', () => {
  expect(readPastedPeople('a@x.example, b@x.example\nc@x.example, d@x.example')?.rows).toHaveLength(4);
});

test('nothing but signs is no list', () => {
  expect(readPastedPeople(' ,; \n\t')).toBeNull();
});

test('what an entry holds stays in its cell', async () => {
  const file = toFile({ columns: [anyoneColumn, 'Column 2'], rows: [['a@x.example', 'say "hi", all']] });
  expect(file.name).toBe('a pasted list of 1');
  expect(await file.text()).toBe('"E-mail or id","Column 2"\r\n"a@x.example","say ""hi"", all"');
});
