/** The demo: who signs in, and the people in it. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Child, startChild } from './child.ts';

/** The demo's admin. No secret: it opens imitated data only, and is printed at every start. */
export const demoAdmin = { email: 'demo@tagdesk.example', password: 'tagdesk-demo' };

/**
 * Loads the demo world's people into the sandbox's database unless somebody is there already. Rejects, naming the
 * cause in the terminal, when the loader fails. `onStart` hears of the loader's process.
 */
export async function loadDemoOnce(
  databaseUrl: string,
  environment: NodeJS.ProcessEnv,
  onStart: (child: Child) => void,
): Promise<void> {
  const loader = fileURLToPath(new URL('./load-demo.ts', import.meta.url));
  if (!existsSync(loader) || (await hasUsers(databaseUrl))) return;
  const child = startChild({ name: 'demo', parameters: [loader], environment, holdOutput: true });
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
