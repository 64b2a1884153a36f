/** A connection of its own for work that takes as long as it takes. */
import { Client } from 'pg';

/**
 * Begins every transaction of a backup or restore: text comes and goes in the same form whatever the server's settings
 * are. Set inside the transaction, since a pooler takes no parameters of the connection.
 */
export const steadyForm = `set local statement_timeout = 0; set local lock_timeout = 20000;
  set local datestyle = 'ISO'; set local intervalstyle = 'postgres'; set local timezone = 'UTC'; set local extra_float_digits = 3`;

/** Runs `work`, then closes. */
export async function withClient<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'tagdesk backup',
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
