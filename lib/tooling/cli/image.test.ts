import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './data-folder.ts';
import { sources } from './sources-hash.ts';

const read = (name: string) => readFileSync(join(root, name), 'utf8');
const stages = read('Dockerfile').split(/^FROM .*$/m);

/** As paths below the root. */
function copiedIn(stage: string | undefined): string[] {
  return [...(stage ?? '').matchAll(/^COPY (?:--from=build )?(.+)$/gm)].flatMap(([, paths = '']) =>
    paths
      .split(' ')
      .slice(0, -1)
      .map((path) => path.replace(/^\/app\//, '')),
  );
}

test('both stages of the image hold all that the build’s fingerprint covers: it is never made anew at a start', () => {
  expect(stages).toHaveLength(4);
  for (const stage of stages.slice(2)) expect(copiedIn(stage)).toEqual(expect.arrayContaining([...sources]));
});

test('everything that is copied exists, and is sent to the builder', () => {
  const sent = read('.dockerignore').matchAll(/^!(.+)$/gm);
  const allowed = new Set([...sent].map(([, path]) => path));
  for (const path of copiedIn(stages[2])) {
    expect(existsSync(join(root, path)), path).toBe(true);
    expect(allowed, path).toContain(path);
  }
  expect(read('.dockerignore')).toMatch(/^\*$/m);
});

test('the image runs the Node that the tests run, not as root, and the program that is there', () => {
  const dockerfile = read('Dockerfile');
  expect(dockerfile).toContain(`FROM node:${process.versions.node}-`);
  expect(dockerfile).toMatch(/^USER node$/m);
  for (const [, file = ''] of dockerfile.matchAll(/"node", "(lib[^"]+)"|RUN node (lib\S+)/g)) {
    expect(existsSync(join(root, file)), file).toBe(true);
  }
});
