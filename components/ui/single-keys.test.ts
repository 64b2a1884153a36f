import { expect, test } from 'vitest';
import { pressFor } from './single-keys.ts';

const usual = { off: false, own: {} };

test.each(['t', '/', '?', 'shift+x', 'g u', 'mod+k', 'Enter', 'ArrowDown', 'shift+Tab'])(
  '%s is itself unless settled otherwise',
  (keys) => {
    expect(pressFor(keys, usual)).toBe(keys);
  },
);

test('a key that was changed acts in place of the usual one, with shift too', () => {
  const own = { off: false, own: { x: 's', '/': 'ы' } };
  expect(pressFor('x', own)).toBe('s');
  expect(pressFor('shift+x', own)).toBe('shift+s');
  expect(pressFor('/', own)).toBe('ы');
  expect(pressFor('mod+x', own)).toBe('mod+x');
});

test('switched off, only keys that cannot be typed by accident act', () => {
  const off = { off: true, own: { t: 'g' } };
  for (const keys of ['t', '/', '?', 'shift+x', 'g u']) expect(pressFor(keys, off)).toBeNull();
  for (const keys of ['mod+k', 'Enter', 'Escape', 'ArrowUp']) expect(pressFor(keys, off)).toBe(keys);
});
