import { expect, test } from 'vitest';
import {
  chipRoom,
  columnSize,
  columnsBesidePanel,
  fitWidth,
  isNarrowed,
  listWidthIn,
  minWidth,
  trackText,
} from './column-widths.ts';

const columns = ['select', 'name', 'vero', 'changed'];

test('tracks of a wide list share what the fixed ones leave', () => {
  expect(trackText('select', {})).toBe('40px');
  expect(trackText('vero', {})).toBe('minmax(118px, 1.25fr)');
  // 1,072 − 40 − 92 = 940 for 1.5 + 1.25 shares: 400 per share.
  expect(chipRoom('vero', { columns, listWidth: 1_232, widths: {} })).toBeCloseTo(500 - 16);
});

test('a narrow list keeps its least widths and scrolls', () => {
  expect(minWidth(columns, {})).toBe(40 + 130 + 118 + 92);
  expect(chipRoom('vero', { columns, listWidth: 100, widths: {} })).toBe(118 - 16);
});

test('a chosen width is fixed, and the others share what it leaves', () => {
  const widths = { vero: 300 };
  const layout = { columns, listWidth: 1_072, widths };
  expect(trackText('vero', widths)).toBe('300px');
  expect(columnSize('vero', layout)).toBe(300);
  expect(columnSize('name', layout)).toBeCloseTo(1_072 - 40 - 92 - 300);
  expect(minWidth(columns, widths)).toBe(40 + 130 + 300 + 92);
  expect([fitWidth(3), fitWidth(90.4), fitWidth(9e9)]).toEqual([60, 90, 1_200]);
});

test('a window leaves the list what is not the shell, in steps', () => {
  expect([1_920, 1_440, 1_280, 720, 390].map(listWidthIn)).toEqual([1_736, 1_256, 1_096, 720, 384]);
});

test('a column is narrowed below what it has at least, or where it is fixed', () => {
  const widths = { vero: 117, changed: 92, identities: 87, name: 130 };
  expect(['vero', 'changed', 'identities', 'name', 'email'].map((id) => isNarrowed(id, widths))).toEqual([
    true,
    false,
    true,
    false,
    false,
  ]);
});

test('beside a panel the list does without what that says, only as far as there is no room', () => {
  const columns = [
    'select',
    'name',
    'email',
    'identities',
    'vero',
    'cerego',
    'capillary',
    'fragment',
    'changed',
  ];
  const beside = (listWidth: number) => columnsBesidePanel({ columns, listWidth, widths: {} });
  expect(beside(1_100)).toEqual(columns.filter((column) => column !== 'email'));
  expect(beside(802)).toEqual(columns.filter((column) => column !== 'email' && column !== 'identities'));
  expect(minWidth(beside(802), {})).toBeLessThanOrEqual(802);
  expect(beside(300)).toEqual(['select', 'name', 'vero', 'cerego', 'capillary', 'fragment']);
});
