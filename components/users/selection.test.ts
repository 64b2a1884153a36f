import { expect, test } from 'vitest';
import { maxLeftOut } from '#lib/shared/user-list.ts';
import { Selection } from './selection.ts';

const userAt = (id: number) => ({ id, email: `${id}@example.com` });
const rows = { q: 'vero:a', userAt: (index: number) => (index === 3 ? undefined : userAt(index * 10)) };

test('picking a row again lets it go', () => {
  const selection = new Selection();
  selection.toggle(1, false, rows);
  expect([...selection.current().ids]).toEqual([10]);
  selection.toggle(1, false, rows);
  expect([...selection.current().ids]).toEqual([]);
});

test('a range takes every loaded row between, in either direction', () => {
  const selection = new Selection();
  selection.toggle(5, false, rows);
  selection.toggle(2, true, rows);
  expect([...selection.current().ids].sort()).toEqual([20, 40, 50]);
});

test('a range that starts on a picked row lets the rows go', () => {
  const selection = new Selection();
  for (const index of [0, 1, 2]) selection.toggle(index, false, rows);
  selection.toggle(1, true, rows);
  expect([...selection.current().ids]).toEqual([0]);
});

test('a row that is not loaded cannot be picked', () => {
  const selection = new Selection();
  selection.toggle(3, false, rows);
  expect(selection.current().ids.size).toBe(0);
});

test('whoever listens hears of each change until it stops listening', () => {
  const selection = new Selection();
  let heard = 0;
  const stop = selection.subscribe(() => {
    heard += 1;
  });
  selection.toggle(1, false, rows);
  selection.clear();
  stop();
  selection.toggle(1, false, rows);
  expect(heard).toBe(2);
});

test('everybody who matches is chosen beside those picked, who come back', () => {
  const selection = new Selection();
  selection.toggle(1, false, rows);
  selection.chooseEverybody(true);
  expect(selection.has(12_345)).toBe(true);
  selection.chooseEverybody(false);
  expect(selection.has(12_345)).toBe(false);
  expect([...selection.current().ids]).toEqual([10]);
});

test('single rows and ranges are left out of everybody, and come back', () => {
  const selection = new Selection();
  selection.chooseEverybody(true);
  selection.toggle(1, false, rows);
  selection.toggle(4, true, rows);
  expect([10, 20, 40, 50].filter((id) => !selection.has(id))).toEqual([10, 20, 40]);
  selection.toggle(2, false, rows);
  expect([...selection.current().except].sort()).toEqual([10, 40]);
  selection.chooseEverybody(true);
  expect(selection.has(10)).toBe(true);
});

test('no more are left out of everybody than fit a URL', () => {
  const selection = new Selection();
  const long = { q: '', userAt };
  selection.chooseEverybody(true);
  expect(selection.toggle(1, false, long)).toBe(true);
  expect(selection.toggle(maxLeftOut + 1, true, long)).toBe(false);
  expect(selection.current().except.size).toBe(1);
  expect(selection.toggle(maxLeftOut, true, long)).toBe(true);
  expect(selection.current().except.size).toBe(maxLeftOut);
});

test('the e-mails of those picked are known without their rows', () => {
  const selection = new Selection();
  for (const index of [1, 2]) selection.toggle(index, false, rows);
  selection.toggle(1, false, rows);
  expect(selection.picked()).toEqual([userAt(20)]);
});

test('those picked under another filter are told apart, until they are picked here', () => {
  const selection = new Selection();
  selection.toggle(1, false, rows);
  selection.toggle(2, false, rows);
  expect(selection.pickedElsewhere('vero:a')).toBe(0);
  expect(selection.pickedElsewhere('vero:b')).toBe(2);
  const others = { q: 'vero:b', userAt: (index: number) => userAt(index * 20) };
  selection.toggle(5, false, others);
  selection.toggle(0, true, others);
  expect([...selection.current().ids].sort((a, b) => a - b)).toEqual([0, 10, 20, 40, 60, 80, 100]);
  expect(selection.pickedElsewhere('vero:b')).toBe(1);
});
