import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hashSources } from './sources-hash.ts';

function newTree(): { root: string; write: (path: string, text: string) => void } {
  const root = mkdtempSync(join(tmpdir(), 'tagdesk-hash-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('app/page.tsx', 'page');
  write('lib/platform/settings/read-settings.ts', 'settings');
  write('package-lock.json', '{}');
  return { root, write };
}

test.each([
  ['a changed page', 'app/page.tsx', 'other'],
  ['a new file', 'lib/domain/users/list-users.ts', 'list'],
  ['another lock file', 'package-lock.json', '{"lockfileVersion":3}'],
  ['a new public file', 'public/icon.svg', '<svg/>'],
])('%s asks for a new build', (_, path, text) => {
  const { root, write } = newTree();
  const before = hashSources(root);
  write(path, text);
  expect(hashSources(root)).not.toBe(before);
});

test.each([
  'lib/platform/settings/read-settings.test.ts',
  'lib/README.md',
  'lib/tooling/cli/start.ts',
  'lib/tooling/bench/main.ts',
  'lib/sandbox/vero.ts',
  'e2e/a.spec.ts',
])('%s has no part in the build', (path) => {
  const { root, write } = newTree();
  const before = hashSources(root);
  write(path, 'anything');
  expect(hashSources(root)).toBe(before);
});

test('times of files do not matter, as a checkout changes them all', () => {
  const { root } = newTree();
  const before = hashSources(root);
  utimesSync(join(root, 'app/page.tsx'), 0, 0);
  expect(hashSources(root)).toBe(before);
});
