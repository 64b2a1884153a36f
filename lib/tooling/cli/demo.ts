import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Child, startChild } from './child.ts';

/**
 * Unless there are users. `withPast`: also 90 days of work. Rejects when the loader fails, which prints its
 * cause. `onStart` hears of its process.
 */
export async function loadDemoOnce(
  databaseUrl: string,
  environment: NodeJS.ProcessEnv,
  onStart: (child: Child) => void,
  withPast: boolean,
): Promise<void> {
  const loader = fileURLToPath(new URL('./load-demo.ts', import.meta.url));
  if (!existsSync(loader) || (await hasUsers(databaseUrl))) return;
  const child = startChild({
    name: 'demo',
    parameters: [loader, ...(withPast ? ['past'] : [])],
    environment,
    holdOutput: true,
  });
  onStart(child);
  const how = await child.ended;
  if (how === 'code 0') return;
  child.openOutput('all');
  throw new Error(`The demo's people could not be loaded (${how}).`);
}

async function hasUsers(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return (await client.query('select 1 from users limit 1')).rowCount === 1;
  } finally {
    await client.end();
  }
}
