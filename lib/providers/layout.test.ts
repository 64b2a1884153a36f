/** The provider folders are alike and separate: same files, all registered, no forbidden imports. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { catalog } from './catalog.ts';
import { type ProviderId, providerIds } from './ids.ts';

const root = import.meta.dirname;

const everyFolder = [
  'client.ts',
  'conformance.test.ts',
  'index.ts',
  'map.test.ts',
  'map.ts',
  'rules.test.ts',
  'rules.ts',
  'seeds.test.ts',
  'wire.ts',
];

const extra: Record<ProviderId, string[]> = {
  vero: [],
  cerego: [
    'apply-operations.ts',
    'list-identities.ts',
    'preparing.test.ts',
    'read-tags.ts',
    'reading.test.ts',
    'shared-walk.test.ts',
    'shared-walk.ts',
  ],
  capillary: [
    'envelope-status.ts',
    'list-identities.ts',
    'prove-additions.ts',
    'prove-additions.test.ts',
    'serialize.ts',
  ],
  fragment: [
    'creating.test.ts',
    'explain.ts',
    'find-and-create.ts',
    'list-identities.ts',
    'read-list.ts',
    'read-list.test.ts',
    'shared-list.ts',
    'shared-list.test.ts',
    'sign-in.test.ts',
    'token.ts',
  ],
};

/** Packages by name, own files by path below this folder. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = [...text.matchAll(/^(?:import|export)\s[^;]*?from '([^']+)';|^import '([^']+)';/gm)];
  return found
    .filter(([statement]) => !/^(?:import|export) type /.test(statement))
    .map(([, from, bare]) => from ?? bare ?? '')
    .map((target) => (target.startsWith('.') ? normalize(join(dirname(file), target)) : target));
}

test('there is one folder per provider, beside the suite that they all pass', () => {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...providerIds, 'conformance'].sort());
});

test.each(providerIds)('%s has the files that all have, and its own', (id) => {
  expect(readdirSync(join(root, id)).sort()).toEqual([...everyFolder, ...extra[id]].sort());
});

test.each(providerIds)('%s is in the catalogue under its own id and is made by the registry', (id) => {
  expect(catalog[id].id).toBe(id);
  expect(importsOf('registry.ts')).toContain(join(id, 'index.ts'));
});

test.each(providerIds)('%s knows nothing of its siblings, and only its tests of the sandbox', (id) => {
  for (const file of readdirSync(join(root, id))) {
    const imported = importsOf(join(id, file));
    const siblings = providerIds.filter((other) => other !== id);
    expect(imported.filter((target) => siblings.some((other) => target.startsWith(`${other}/`)))).toEqual([]);
    const outside = imported.filter((target) => target.startsWith('#'));
    const meetsSandbox = [
      'conformance.test.ts',
      'creating.test.ts',
      'preparing.test.ts',
      'reading.test.ts',
      'seeds.test.ts',
      'sign-in.test.ts',
    ].includes(file);
    expect(outside).toEqual(meetsSandbox ? ['#lib/sandbox/server.ts'] : []);
  }
});

test('the catalogue brings nothing into the browser but rules and the small zod', () => {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const waiting = ['catalog.ts'];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const target of importsOf(file)) {
      if (target.endsWith('.ts')) waiting.push(target);
      else packages.add(target);
    }
  }
  expect([...packages]).toEqual(['zod/mini']);
  expect([...seen].sort()).toEqual(
    ['catalog.ts', 'text-rule.ts', 'text-signs.ts', ...providerIds.map((id) => join(id, 'rules.ts'))].sort(),
  );
});
