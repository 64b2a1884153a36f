import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** `texts`: its licence and notices word for word; null where it may be left out of an installation. */
export type Package = { name: string; version: string; licence: string; texts: string[] | null };

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
      optional: z.boolean().optional(),
      devOptional: z.boolean().optional(),
    }),
  ),
});

/**
 * Production packages of the lock file. Without a folder (another platform, or npm versions differ) the lock
 * file's licence counts.
 */
export function readPackages(root: string): Package[] {
  const { packages } = lockFile.parse(parseFile(join(root, 'package-lock.json')));
  const found = Object.entries(packages).flatMap(([path, entry]) => {
    const { version = '', license, dev, optional, devOptional } = entry;
    if (path === '' || dev) return [];
    const folder = join(root, path);
    const file = join(folder, 'package.json');
    const texts = optional || devOptional ? null : textsIn(folder);
    if (existsSync(file)) return [{ ...toPackage(parseFile(file), folder), texts }];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return [{ name, version, licence: license ?? 'unknown', texts }];
  });
  const unique = new Map(found.map((each) => [`${each.name} ${each.version}`, each]));
  return [...unique.values()].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toPackage(json: unknown, folder: string): Omit<Package, 'texts'> {
  const { name, version, license, licenses } = manifest.parse(json);
  const named = typeof license === 'string' ? license : license?.type;
  const several = licenses?.map(({ type }) => type).join(' OR ');
  return { name, version, licence: named ?? several ?? licenceOfText(folder) };
}

/** Also of what a package has copied from others, whose notices lie deeper (next/dist/compiled). */
function textsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(^|[\\/])(licen[cs]es?|copying|notices?)(-[\w-]+)?(\.(md|txt))?$/i.test(name))
    .filter((name) => !/(^|[\\/])node_modules[\\/]/.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}

/** A few packages name no licence and bring its text. */
function licenceOfText(folder: string): string {
  const [text = ''] = textsIn(folder);
  return /\bMIT License\b|Permission is hereby granted, free of charge/.test(text) ? 'MIT' : 'unknown';
}

function parseFile(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
