import { expect, test } from 'vitest';
import { Selection } from './selection.ts';
import { exportAddress, newRunAddress, sourceOf, whoOf } from './selection-who.ts';

const user = (id: number) => ({ id, email: `${id}@example.com` });
const userAt = (index: number) => (index < 50 ? user(index + 1) : undefined);
const order = { sort: 'name' as const, columns: 'email' };

/** Everybody without the rows at `places`. */
function everybody(...places: number[]): Selection {
  const selection = new Selection();
  selection.chooseEverybody(true);
  for (const place of places) selection.toggle(place, false, { q: 'vero:a', userAt });
  return selection;
}

test('everybody of a list that is wholly seen are those users, without the ones left out', () => {
  const who = whoOf(everybody(1), { q: 'vero:a', count: 3, userAt });
  expect(who).toEqual({ kind: 'filter', q: 'vero:a', except: [2], users: [user(1), user(3)], size: 2 });
});

test('everybody of a longer list is its filter without the ones left out', () => {
  const who = whoOf(everybody(1, 3), { q: 'vero:a', count: 60, userAt });
  expect(who).toEqual({ kind: 'filter', q: 'vero:a', except: [2, 4], users: null, size: 58 });
  expect(sourceOf(who)).toEqual({ kind: 'filter', q: 'vero:a', except: [2, 4] });
  expect(newRunAddress(who)).toBe('/runs/new?q=vero%3Aa&except=2%2C4');
  expect(exportAddress(who, order)).toBe('/api/users/export?q=vero%3Aa&sort=name&columns=email&except=2%2C4');
});

test('before the list is counted the size is unknown', () => {
  expect(whoOf(everybody(), { q: '', count: undefined, userAt }).size).toBeUndefined();
});

test('picked users are named in the address of an export while they fit', () => {
  const picked = (last: number) => {
    const selection = new Selection();
    const rows = { q: '', userAt: (index: number) => user(index + 1) };
    selection.toggle(0, false, rows);
    selection.toggle(last, true, rows);
    return whoOf(selection, { q: 'vero:a', count: 60, userAt });
  };
  expect(exportAddress(picked(1), order)).toBe('/api/users/export?q=&sort=name&columns=email&users=1%2C2');
  expect(exportAddress(picked(1_000), order)).toBeNull();
});
