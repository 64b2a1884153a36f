import { afterEach, beforeEach, expect, test, vi } from 'vitest';

function storageOf(): Storage {
  const texts: Record<string, string> = {};
  const methods = {
    getItem: (name: string) => texts[name] ?? null,
    setItem: (name: string, text: string) => {
      texts[name] = text;
    },
    removeItem: (name: string) => delete texts[name],
  };
  return Object.defineProperties(texts, {
    ...Object.fromEntries(Object.entries(methods).map(([name, value]) => [name, { value }])),
  }) as unknown as Storage;
}

/** As after a reload. */
async function openPage() {
  vi.resetModules();
  return import('./kept-store.ts');
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-29T10:00:00Z') });
  vi.stubGlobal('sessionStorage', storageOf());
  vi.stubGlobal('localStorage', storageOf());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what is kept is there after a reload, for twelve hours', async () => {
  const first = await openPage();
  first.keep('ana', 'user/1/note', 'ticket 4711');
  vi.advanceTimersByTime(1_000);
  expect((await openPage()).keptAt('ana', 'user/1/note')).toBe('ticket 4711');
  vi.advanceTimersByTime(12 * 3_600_000);
  expect((await openPage()).keptAt('ana', 'user/1/note')).toBeNull();
});

test('nobody finds what another member kept, and then it is gone', async () => {
  const first = await openPage();
  first.keep('ana', 'user/1/note', 'ticket 4711');
  vi.advanceTimersByTime(1_000);
  const second = await openPage();
  expect(second.keptAt('bo', 'user/1/note')).toBeNull();
  expect(JSON.stringify(sessionStorage)).not.toContain('4711');
  expect(second.keptAt('ana', 'user/1/note')).toBeNull();
});

test('signing out leaves nothing behind, in other tabs of the browser neither', async () => {
  const page = await openPage();
  page.keep('ana', 'user/1/note', 'ticket 4711');
  vi.advanceTimersByTime(1_000);
  const otherTab = sessionStorage;
  vi.stubGlobal('sessionStorage', storageOf());
  page.forgetKept();
  expect(page.keptAt('ana', 'user/1/note')).toBeNull();
  vi.stubGlobal('sessionStorage', otherTab);
  expect((await openPage()).keptAt('ana', 'user/1/note')).toBeNull();
});

test('what there is no room for goes, the oldest first', async () => {
  const first = await openPage();
  first.keep('ana', 'a', 'x'.repeat(200_000));
  first.keep('ana', 'b', 'x'.repeat(200_000));
  vi.advanceTimersByTime(1_000);
  const second = await openPage();
  expect(second.keptAt('ana', 'a')).toBeNull();
  expect(second.keptAt('ana', 'b')).not.toBeNull();
});

test('a form of several parts is forgotten as a whole', async () => {
  const page = await openPage();
  page.keep('ana', 'run/new/who', { q: 'vero:a' });
  page.keep('ana', 'run/new/acts', {});
  page.keep('ana', 'user/new', {});
  page.forgetUnder('ana', 'run/new/');
  expect(
    ['run/new/who', 'run/new/acts', 'user/new'].map((name) => page.keptAt('ana', name) === null),
  ).toEqual([true, true, false]);
});
