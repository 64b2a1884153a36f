import { expect, test } from 'vitest';
import { readWindowWidth, windowWidthCookie, writeWindowWidth } from './window-width.ts';

const desk = 'Mozilla/5.0 (X11; Linux x86_64)';
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Mobile/15E148';

test('this window’s own width goes before that of the last one, and that before a guess', () => {
  expect(readWindowWidth({ hint: '1280', cookie: '390', agent: phone })).toBe(1_280);
  expect(readWindowWidth({ hint: null, cookie: '1920', agent: phone })).toBe(1_920);
  expect(readWindowWidth({ hint: null, cookie: undefined, agent: phone })).toBe(390);
  expect(readWindowWidth({ hint: null, cookie: undefined, agent: desk })).toBe(1_440);
});

test.each(['', '0', '-5', '1e9', '12.5', 'wide'])('%j is no width', (told) => {
  expect(readWindowWidth({ hint: told, cookie: told, agent: null })).toBe(1_440);
});

test('it is kept for every page', () => {
  expect(writeWindowWidth(1_280)).toMatch(new RegExp(`^${windowWidthCookie}=1280; path=/; `));
});
