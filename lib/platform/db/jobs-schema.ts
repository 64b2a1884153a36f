/** The job library's own tables, in a schema of theirs: made by whoever migrates, never at run time. */
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

export const jobsSchema = 'jobs';

/** Of the library; a test compares. Known here so that a start need not load it. */
export const jobsSchemaVersion = 46;

export const jobsVersionStatement = `select max(version)::int as version from ${jobsSchema}.version`;

const maxAttempts = 8;
const retryMs = 400;

/** Outside any transaction: the library makes its own. Of several that do it at once one works, the others look again. */
export async function makeJobsSchema(client: pg.Client): Promise<void> {
  const { PgBoss } = await import('pg-boss');
  for (let attempt = 1; ; attempt += 1) {
    const boss = new PgBoss({
      schema: jobsSchema,
      db: onConnection(client),
      supervise: false,
      schedule: false,
      registerInstance: false,
    });
    // Of what it does beside: the start itself throws.
    boss.on('error', () => undefined);
    try {
      await boss.start();
      return;
    } catch (error) {
      await client.query('rollback');
      if (attempt === maxAttempts) throw error;
      await pause(retryMs);
    } finally {
      await boss.stop({ graceful: false });
    }
  }
}

type Connection = { query(text: string, values?: unknown[]): Promise<pg.QueryResult | pg.QueryResult[]> };

/** What the library asks for of a database. Several statements give the rows of all. */
export function onConnection(connection: Connection) {
  return {
    async executeSql(text: string, values?: unknown[]) {
      const result = await connection.query(text, values);
      return { rows: Array.isArray(result) ? result.flatMap(({ rows }) => rows) : result.rows };
    },
  };
}
