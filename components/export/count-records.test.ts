import { expect, test } from 'vitest';
import { createRecordCount } from './run-export.ts';

test('records are counted wherever the parts are cut, line ends in cells are not', () => {
  const bytes = new TextEncoder().encode(
    'name,email\n"O\'Brien, ""Liv""\nsecond line",a@x.example\nZoë 😀,\n',
  );
  for (let size = 1; size <= bytes.length; size += 1) {
    const count = createRecordCount();
    let last = 0;
    for (let at = 0; at < bytes.length; at += size) last = count(bytes.subarray(at, at + size));
    expect(last).toBe(3);
  }
});
