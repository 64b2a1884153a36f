import { expect, test } from 'vitest';
import { fitChips } from './fit-chips.ts';

const tag = (key: string, value: string | null = null) => ({ key, value, colour: null });
const fitting = (tags: ReturnType<typeof tag>[], width: number) =>
  fitChips(tags, width).map(({ key }) => key);

test('all chips show where there is room', () => {
  expect(fitting([tag('prospect'), tag('new')], 300)).toEqual(['prospect', 'new']);
  expect(fitting([], 100)).toEqual([]);
});

test('chips that do not fit whole give way to their number, the short ones last', () => {
  expect(fitting([tag('prospect'), tag('newsletter'), tag('vip')], 176)).toEqual(['prospect', 'vip']);
  expect(fitting([tag('newsletter-of-the-week'), tag('vip')], 120)).toEqual(['vip']);
});

test('a single chip may take the room that the number would need', () => {
  expect(fitting([tag('prospect')], 90)).toEqual(['prospect']);
});

test('what fits nowhere is not cut', () => {
  expect(fitting([tag('x'.repeat(5_000))], 120)).toEqual([]);
  expect(fitting([tag('plan', '客户标签管理系统')], 60)).toEqual([]);
});
