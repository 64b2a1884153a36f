import fc from 'fast-check';
import { expect, test } from 'vitest';
import { impossibleIn } from './impossible.ts';
import { normalise } from './normalise.ts';
import { parseFilter } from './parse.ts';

function noticesOf(q: string) {
  const parsed = parseFilter(q);
  if (!parsed.ok) throw new Error(parsed.message);
  return impossibleIn(parsed.filter && normalise(parsed.filter));
}

const any3 = 'a@x.example OR b@x.example OR c@x.example';

test.each([
  // As a search box takes lines, tabs, commas and semicolons.
  ['a@x.example b@x.example c@x.example', any3],
  ['a@x.example, b@x.example, c@x.example', any3],
  ['a@x.example,b@x.example,c@x.example', any3],
  ['a@x.example; b@x.example;c@x.example', any3],
  ['<a@x.example>, "b@x.example", c@x.example', any3],
  ['Ana Lima <a@x.example>, Bo <b@x.example>', 'a@x.example OR b@x.example'],
  ['10023 10024 person-7', '10023 OR 10024 OR person-7'],
  ['a@x.example b@x.example has:vero', '(a@x.example OR b@x.example) has:vero'],
  ['fragment:plan=team fragment:plan=pro', 'fragment:plan=team OR fragment:plan=pro'],
  ['fragment:plan=team has:vero fragment:plan=pro', '(fragment:plan=team OR fragment:plan=pro) has:vero'],
  ['has:vero no:vero ana', 'has:vero ana'],
])('%j says that nobody fits, and how it is meant', (q, cured) => {
  const [notice, ...more] = noticesOf(q);
  expect(more).toEqual([]);
  expect(notice?.cures.map((cure) => cure.cured)).toEqual([cured]);
  expect(noticesOf(cured)).toEqual([]);
});

test.each([
  'ana lima',
  'a@x.example',
  'a@x.example OR b@x.example',
  'vero:a vero:b',
  'fragment:plan=team fragment:plan=*',
  'fragment:plan=team cerego:plan=pro',
  'has:vero NOT has:cerego',
  'Flat 12',
  'NOT (a@x.example b@x.example)',
])('%j may well fit somebody', (q) => {
  expect(noticesOf(q)).toEqual([]);
});

test('a list that no filter can hold is told where it can go', () => {
  const many = Array.from({ length: 400 }, (_, index) => `person-${index}@customers.example`);
  const [notice] = noticesOf(many.slice(0, 200).join(' '));
  expect(notice?.cures[0]?.says).toBe('Any of these 200');
  const one = many.slice(0, 340).join(',');
  expect(one.length).toBeLessThan(10_000);
  expect(noticesOf(one)).toMatchObject([{ cures: [], message: expect.stringContaining('New run takes') }]);
  expect(parseFilter(many.join(' '))).toMatchObject({
    ok: false,
    message: expect.stringContaining('New run takes'),
  });
});

test('whatever ids are pasted, the cure finds each of them', () => {
  const id = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{1,11}@[a-z]{2,6}\.example$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(id, { minLength: 2, maxLength: 8 }),
      fc.constantFrom(' ', ', ', ',', ';'),
      (ids, by) => {
        const [notice] = noticesOf(ids.join(by));
        const parsed = parseFilter(notice?.cures[0]?.cured ?? '');
        expect(parsed).toEqual({
          ok: true,
          filter: { kind: 'or', items: ids.map((text) => ({ kind: 'text', text })) },
        });
      },
    ),
    { numRuns: 100 },
  );
});
