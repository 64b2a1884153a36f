/** Entry points from Next's manifests: none can be forgotten in a list. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Action = {
  id: string;
  name: string;
  /** A page that may call it, with `[parameters]`. */
  page: string;
};

export type EntryPoints = { pages: string[]; routes: string[]; actions: Action[] };

type PathsManifest = Record<string, string>;
type ActionsManifest = {
  node: Record<string, { workers: Record<string, unknown>; exportedName: string }>;
  edge: Record<string, unknown>;
};

/** Reads `.next`. Throws when a manifest has another shape. */
export function entryPointsOfBuild(): EntryPoints {
  const paths: PathsManifest = manifest('app-path-routes-manifest.json');
  const { node, edge }: ActionsManifest = manifest('server/server-reference-manifest.json');
  if (Object.keys(edge).length > 0)
    throw new Error('There are actions at the edge, which this does not look at.');
  const entries = Object.entries(paths);
  const ofKind = (kind: 'page' | 'route') =>
    entries.filter(([file]) => file.endsWith(`/${kind}`)).map(([, path]) => path);
  return {
    pages: ofKind('page'),
    routes: ofKind('route'),
    actions: Object.entries(node).map(([id, { exportedName, workers }]) => {
      const [worker = ''] = Object.keys(workers);
      const page = paths[worker.replace(/^app/, '')];
      if (page === undefined) throw new Error(`No page is known to call ${exportedName}.`);
      return { id, name: exportedName, page };
    }),
  };
}

/** Shapes since Next 14. */
function manifest<T>(file: string): T {
  return JSON.parse(
    readFileSync(fileURLToPath(new URL(`../../.next/${file}`, import.meta.url)), 'utf8'),
  ) as T;
}
