import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HeldTag, Operation } from './contract.ts';
import { heldAs, shownAs } from './held-as.ts';

const tag = (key: string, value: string | null = null): HeldTag => ({ key, value, providerTagId: null });
const add = (key: string, value: string | null = null): Operation => ({ verb: 'add', key, value });
const none = { against: [], named: [] };

test.each([
  ['case', 'vip', 'VIP'],
  ['white space at the ends', 'a', ' a '],
  ['repeated white space', 'New York', 'New  York'],
  ['a no-break space', 'New York', 'New\u00A0York'],
  ['compatibility forms', 'ＶＩＰ', 'VIP'],
  ['composed and decomposed letters', 'Café', 'Cafe\u0301'],
  ['accents', 'Café', 'Cafe'],
  ['sharp s', 'Straße', 'STRASSE'],
  ['a dotted capital I', 'İstanbul', 'i̇stanbul'],
])('a tag that differs in %s is the one that was meant', (_name, asked, kept) => {
  expect(heldAs(asked, [tag(kept)], none)?.key).toBe(kept);
  expect(shownAs(add(asked), [tag(kept)], { operations: [add(asked)], before: [] })).toEqual({
    kept: { key: kept, value: null },
  });
});

test('the exact key comes first, then case, then accents; between two alike nothing is guessed', () => {
  expect(heldAs('vip', [tag('VIP'), tag('vip')], none)?.key).toBe('vip');
  expect(heldAs('Cafe', [tag('cafe'), tag('café')], none)?.key).toBe('cafe');
  expect(heldAs('vip', [tag('VIP'), tag('Vip')], none)).toBeNull();
  expect(heldAs('vip', [tag('viper')], none)).toBeNull();
});

test('what was there before, or is another operation’s own key, is not what was made', () => {
  expect(heldAs('vip', [tag('VIP')], { against: [tag('VIP')], named: [] })).toBeNull();
  expect(heldAs('vip', [tag('VIP')], { against: [], named: [add('VIP')] })).toBeNull();
  const both = { operations: [{ verb: 'remove' as const, key: 'Vip', value: null }, add('vip')], before: [] };
  expect(both.operations.map((operation) => shownAs(operation, [tag('vip')], both))).toEqual([
    { kept: null },
    { kept: null },
  ]);
});

test('a value counts as kept where it is alike and new; what is cut or was so before does not', () => {
  const set: Operation = { verb: 'set', key: 'plan', value: 'Team  One' };
  const shown = (value: string, before: HeldTag[] = []) =>
    shownAs(set, [tag('plan', value)], { operations: [set], before });
  expect(shown('Team  One')).toEqual({ kept: null });
  expect(shown('team one')).toEqual({ kept: { key: 'plan', value: 'team one' } });
  expect(shown('Team')).toBeNull();
  expect(shown('team one', [tag('plan', 'team one')])).toBeNull();
});

test('without an answer, what may have stood there all along proves nothing', () => {
  const operations = [add('vip')];
  const unread = { operations, before: [], wasRead: false };
  expect(shownAs(add('vip'), [tag('VIP')], unread, { lost: true })).toBeNull();
  expect(shownAs(add('vip'), [tag('VIP')], unread)).not.toBeNull();
  expect(shownAs(add('vip'), [tag('vip')], unread, { lost: true })).toEqual({ kept: null });
});

const text = fc.constantFrom('a', 'A', ' a', 'a ', 'á', 'a\u0301', 'ab', 'aB', 'a  b', 'a b', 'b');
const list = fc.uniqueArray(text, { maxLength: 5 }).map((keys) => keys.map((key) => tag(key)));

test('a tag is only ever named out of the list, and never one of several that are as near', () => {
  fc.assert(
    fc.property(text, list, list, (key, held, against) => {
      const found = heldAs(key, held, { against, named: [] });
      if (held.some((each) => each.key === key)) expect(found?.key).toBe(key);
      else if (found) {
        expect(held).toContain(found);
        expect(against.map((each) => each.key)).not.toContain(found.key);
        expect(heldAs(key, held.toReversed(), { against, named: [] })).toBe(found);
      }
    }),
  );
});
