/** A connection of its own for work that takes as long as it takes. */
import { Client } from 'pg';

/** Text comes and goes in the same form whatever the server's settings are. Runs `work`, then closes. */
export async function withClient<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'tagdesk backup',
    options:
      '-c statement_timeout=0 -c lock_timeout=20000 -c DateStyle=ISO -c IntervalStyle=postgres -c TimeZone=UTC -c extra_float_digits=3',
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
