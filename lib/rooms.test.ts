/** Rooms of `lib` import only rooms below them, and nothing imports in a circle. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** As in `lib/README.md`. Tests may reach further. */
const rooms: Record<string, readonly string[]> = {
  actions: ['web', 'domain', 'platform', 'shared', 'providers'],
  worker: ['domain', 'platform', 'shared', 'providers'],
  web: ['domain', 'platform', 'shared'],
  tooling: ['worker', 'web', 'domain', 'platform', 'shared', 'providers', 'sandbox'],
  domain: ['platform', 'shared', 'providers'],
  platform: ['shared', 'providers'],
  shared: ['providers'],
  providers: [],
  sandbox: [],
};
const browserSafe =
  /^lib\/(actions|shared)\/|^lib\/providers\/(ids|catalog|contract|capabilities|text-signs)\.ts$/;
const openToSpecs = /^lib\/testing\/|^lib\/sandbox\/server\.ts$/;
const specifier = /(?:\bfrom|\bimport|\bimport\()\s*'([#.][^']+)'/g;

type Arrow = { from: string; to: string };
const isTest = (file: string) => /\.(test|trial|spec)\.tsx?$/.test(file) || file.startsWith('lib/testing/');
const roomOf = (file: string) => file.split('/')[1] ?? '';

const arrows: Arrow[] = globSync('{app,components,lib,e2e}/**/*.{ts,tsx,mjs}', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .flatMap((from) =>
    [...readFileSync(join(root, from), 'utf8').matchAll(specifier)].map(([, given = '']) => {
      const to = given.startsWith('#') ? given.slice(1) : join(dirname(from), given).replaceAll('\\', '/');
      return { from, to };
    }),
  );
const say = ({ from, to }: Arrow) => `${from} → ${to}`;

test('a room imports only the rooms below it', () => {
  const between = arrows.filter(({ from, to }) => {
    const inRooms = from.split('/').length > 2 && from.startsWith('lib/') && to.startsWith('lib/');
    return inRooms && !isTest(from) && roomOf(from) !== roomOf(to);
  });
  expect(between.length).toBeGreaterThan(500);
  expect(between.filter(({ from, to }) => !rooms[roomOf(from)]?.includes(roomOf(to))).map(say)).toEqual([]);
});

test('pages, components and specs know of the rooms only what is theirs', () => {
  const beyond = arrows.filter(({ from, to }) => {
    if (isTest(from) && !from.startsWith('e2e/')) return false;
    if (from.startsWith('lib/')) return /^(app|components|e2e)\//.test(to);
    if (from.startsWith('components/')) return !to.startsWith('components/') && !browserSafe.test(to);
    if (from.startsWith('e2e/')) return !to.startsWith('e2e/') && !openToSpecs.test(to);
    return /^lib\/(testing|tooling|sandbox)\//.test(to);
  });
  expect(beyond.map(say)).toEqual([]);
});

test('no file and no folder of a room is imported in a circle', () => {
  const own = arrows.filter(({ from, to }) => !isTest(from) && from !== to);
  expect(circlesOf(own)).toEqual([]);
  // A file directly in a room counts for itself: such files assemble the room.
  const folderOf = (file: string) =>
    file.split('/').length > 3 ? file.split('/').slice(0, 3).join('/') : file;
  const folders = own
    .map(({ from, to }) => ({ from: folderOf(from), to: folderOf(to) }))
    .filter(({ from, to }) => from !== to && from.startsWith('lib/') && to.startsWith('lib/'));
  expect(circlesOf(folders)).toEqual([]);
});

/** What remains after removing everything that leads nowhere. */
function circlesOf(all: readonly Arrow[]): string[] {
  let left = all;
  for (;;) {
    const starts = new Set(left.map(({ from }) => from));
    const ends = new Set(left.map(({ to }) => to));
    const kept = left.filter(({ from, to }) => starts.has(to) && ends.has(from));
    if (kept.length === left.length) return kept.map(say);
    left = kept;
  }
}
