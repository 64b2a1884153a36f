import { expect, test, vi } from 'vitest';
import { processSingleton } from './process-singleton.ts';

test('every copy of a module shares what was made at first use, each name its own', async () => {
  const first = processSingleton('test-shared', () => ({ made: 'once' }));
  vi.resetModules();
  const copy = await import('./process-singleton.ts');
  expect(copy.processSingleton).not.toBe(processSingleton);
  const second = copy.processSingleton('test-shared', () => ({ made: 'again' }));
  expect(second()).toEqual({ made: 'again' });
  expect(first()).toBe(second());
  expect(processSingleton('test-other', () => null)()).toBeNull();
});

test('what could not be made is tried again', () => {
  let isReady = false;
  const value = processSingleton('test-late', () => {
    if (!isReady) throw new Error('not yet');
    return 'made';
  });
  expect(value).toThrow('not yet');
  isReady = true;
  expect(value()).toBe('made');
});
