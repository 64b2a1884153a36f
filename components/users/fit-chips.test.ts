import { expect, test } from 'vitest';
import { fitChips, shortKey } from './fit-chips.ts';

const tag = (key: string, value: string | null = null) => ({ key, value, colour: null });

test('all chips show where there is room', () => {
  expect(fitChips([tag('prospect'), tag('new')], 300)).toBe(2);
  expect(fitChips([], 100)).toBe(0);
});

test('the last chips give way to their number, whole', () => {
  expect(fitChips([tag('prospect'), tag('newsletter'), tag('vip')], 156)).toBe(1);
});

test('a single chip may take the room that the number would need', () => {
  expect(fitChips([tag('prospect')], 90)).toBe(1);
  expect(fitChips([tag('prospect'), tag('vip')], 90)).toBe(1);
});

test('one chip always shows, however long', () => {
  expect(fitChips([tag('x'.repeat(5_000)), tag('vip')], 120)).toBe(1);
  expect(fitChips([tag('plan', '客户标签管理系统')], 60)).toBe(1);
});

test('a key gives way to its value, wholly where too little of it is left', () => {
  expect(shortKey(tag('plan', 'team'), 150)).toBe('plan');
  expect(shortKey(tag('department', 'engineering'), 160)).toMatch(/^dep\p{L}*…$/u);
  expect(shortKey(tag('department', 'x'.repeat(200)), 100)).toBeNull();
  expect(shortKey(tag('x'.repeat(200)), 100)).toBe('x'.repeat(200));
});
