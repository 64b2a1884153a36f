import { expect, test } from 'vitest';
import { findColumn, guessColumns } from './guess-columns.ts';

const guess = (header: string, ...cells: string[]) =>
  guessColumns(
    [header],
    cells.map((cell) => [cell]),
  )[0];

test.each([
  ['Email Address', 'email'],
  ['E-mail', 'email'],
  ['e-mail address', 'email'],
  ['Full Name', 'name'],
  ['Vero ID', 'vero_id'],
  ['CAPILLARY_LABELS', 'capillary_labels'],
  ['Fragment User Ref', 'fragment_user_ref'],
  ['Cerego.Region', 'cerego.Region'],
  ['tag_count', 'tag_count'],
])('%s means one thing only', (header, column) => {
  expect(findColumn(header)).toBe(column);
});

test.each(['Customer ID', 'id', 'First name', 'Notes', 'emial', ''])(
  '%j alone means nothing sure',
  (header) => {
    expect(findColumn(header)).toBeNull();
  },
);

test('what is likely is guessed by the header and the first cells', () => {
  expect(guess('Customer ID', '564663098', '12', 'n/a')).toBe('capillary_user_id');
  expect(guess('Customer ID', 'cus_a', 'cus_b')).toBe('vero_id');
  expect(guess('Customer ID')).toBe('capillary_user_id');
  expect(guess('Work e-mail', 'yes', 'no', 'no')).toBeNull();
  expect(guess('Labels')).toBe('capillary_labels');
  expect(guess('id', '7')).toBeNull();
});

test('names and tags may stand in several columns, all else in one', () => {
  expect(guessColumns(['First Name', 'Surname', 'Tags', 'Vero labels'], [])).toEqual([
    ...['name', 'name', 'vero_tags', 'vero_tags'],
  ]);
  expect(guessColumns(['Work email', 'E-mail', 'email'], [])).toEqual([null, 'email', null]);
});
