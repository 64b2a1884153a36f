/** The system's PostgreSQL behind a PgBouncer. */

import { createTestDatabase, prepareTestServer, type TestDatabase } from '#lib/testing/database.ts';
import { databaseUrl } from '#lib/tooling/embedded-postgres/ensure-database.ts';
import { type Bouncer, startBouncer } from './bouncer.ts';
import { findOrInstallPrograms, type Programs } from './programs.ts';
import { type SystemPostgres, startSystemPostgres } from './system-postgres.ts';

export type PooledPlace = {
  programs: Programs;
  server: SystemPostgres;
  bouncer: Bouncer;
  /** `pooled`: through the pooler; `url`: direct. */
  database(): Promise<TestDatabase & { pooled: string }>;
  pooledUrl(name: string): string;
  stop(): Promise<void>;
};

export async function openPooledPlace(): Promise<PooledPlace> {
  const programs = findOrInstallPrograms(process.env);
  const server = await startSystemPostgres(programs);
  const bouncer = await startBouncer(programs, server);
  await prepareTestServer(server.url);
  const pooledUrl = (name: string) => databaseUrl(bouncer.url, name);
  return {
    programs,
    server,
    bouncer,
    pooledUrl,
    async database() {
      const own = await createTestDatabase(server.url);
      return { ...own, pooled: pooledUrl(new URL(own.url).pathname.slice(1)) };
    },
    async stop() {
      await bouncer.stop();
      server.stop();
    },
  };
}
