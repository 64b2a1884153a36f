/** Few route names: labels must not grow with ids or with what strangers ask for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Of Next's routes manifest; `page` is `/users/[userId]`. */
const manifest = z.object({
  staticRoutes: z.array(z.object({ page: z.string() })),
  dynamicRoutes: z.array(z.object({ page: z.string(), regex: z.string() })),
});

/** Gives a route, `assets` for the build's files, or `other`. */
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

/** The development server has no manifest: everything is `other`. */
export function readRouteNames(): (path: string) => string {
  try {
    return createRouteNames(
      JSON.parse(readFileSync(join(process.cwd(), '.next', 'routes-manifest.json'), 'utf8')),
    );
  } catch {
    return createRouteNames(null);
  }
}
