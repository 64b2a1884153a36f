import { Client } from 'pg';

/**
 * Independent of the server's settings. Set inside the transaction, since poolers take no connection
 * parameters.
 */
export const steadyForm = `set local statement_timeout = 0; set local lock_timeout = 20000;
  set local datestyle = 'ISO'; set local intervalstyle = 'postgres'; set local timezone = 'UTC'; set local extra_float_digits = 3`;

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
