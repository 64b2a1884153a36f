/** The packages in node_modules with the licences that they name. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export type Package = { name: string; version: string; licence: string };

const manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
});

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
    }),
  ),
});

/**
 * Every package that the lock file has for production. Where one has no folder, because it is for another platform or
 * because npm's versions differ in what of those they install, the lock file's own word on its licence counts.
 */
export function readPackages(root: string): Package[] {
  const { packages } = lockFile.parse(parseFile(join(root, 'package-lock.json')));
  const found = Object.entries(packages).flatMap(([path, { version = '', license, dev }]) => {
    if (path === '' || dev) return [];
    const file = join(root, path, 'package.json');
    if (existsSync(file)) return [toPackage(parseFile(file), join(root, path))];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return [{ name, version, licence: license ?? 'unknown' }];
  });
  const unique = new Map(found.map((each) => [`${each.name} ${each.version}`, each]));
  return [...unique.values()].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toPackage(json: unknown, folder: string): Package {
  const { name, version, license, licenses } = manifest.parse(json);
  const named = typeof license === 'string' ? license : license?.type;
  const several = licenses?.map(({ type }) => type).join(' OR ');
  return { name, version, licence: named ?? several ?? licenceOfText(folder) };
}

/** A few packages name no licence and bring its text. */
function licenceOfText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const text = file ? readFileSync(join(folder, file), 'utf8') : '';
  return /\bMIT License\b|Permission is hereby granted, free of charge/.test(text) ? 'MIT' : 'unknown';
}

function parseFile(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
