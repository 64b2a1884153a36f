/** Paths as few names: labels of metrics must not grow with users, runs and whatever strangers ask for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The part of Next's own list that matters; `page` is `/users/[userId]`. */
const manifest = z.object({
  staticRoutes: z.array(z.object({ page: z.string() })),
  dynamicRoutes: z.array(z.object({ page: z.string(), regex: z.string() })),
});

/** Gives for a path the route that answers it, `assets` for the build's files, and `other` for all else. */
export function createRouteNames(json: unknown): (path: string) => string {
  const parsed = manifest.safeParse(json);
  const fixed = new Set(parsed.data?.staticRoutes.map(({ page }) => page));
  const patterns = parsed.data?.dynamicRoutes.map(({ page, regex }) => ({ page, regex: new RegExp(regex) }));
  return (path) => {
    if (path.startsWith('/_next/')) return 'assets';
    if (fixed.has(path)) return path;
    return patterns?.find(({ regex }) => regex.test(path))?.page ?? 'other';
  };
}

/** By the production build of this folder; the development server has none, and everything is `other`. */
export function readRouteNames(): (path: string) => string {
  try {
    return createRouteNames(
      JSON.parse(readFileSync(join(process.cwd(), '.next', 'routes-manifest.json'), 'utf8')),
    );
  } catch {
    return createRouteNames(null);
  }
}
