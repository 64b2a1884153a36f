import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { findOrInstallPrograms, type Programs } from '../../lib/testing/operations/programs.ts';
import {
  databaseOn,
  type SystemPostgres,
  startSystemPostgres,
} from '../../lib/testing/operations/system-postgres.ts';
import { findFreePort, startInstallation } from '../support/installation.ts';
import { type Ledger, ledgerOf } from '../support/ledger.ts';
import { openWorld } from '../support/open-world.ts';
import { createPerson, type Person } from '../support/person.ts';
import { admin } from '../support/roles.ts';
import type { Sandbox } from '../support/sandbox.ts';

export type FailingInstallation = {
  url: string;
  server: SystemPostgres;
  programs: Programs;
  sandbox: Sandbox;
  ledger: Ledger;
  person(): Promise<Person>;
  stop(): Promise<void>;
};

/** `prepare`: SQL before the database `desk` is made, such as a tablespace for it. */
export async function startFailing(
  prepare: (programs: Programs) => string[] = () => [],
): Promise<FailingInstallation> {
  const programs = findOrInstallPrograms(process.env);
  const server = await startSystemPostgres(programs);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  for (const statement of prepare(programs)) await client.query(statement);
  await client.end();
  const databaseUrl = await databaseOn(server, 'desk');
  const world = await openWorld('failing');
  const dataDir = mkdtempSync(join(tmpdir(), 'tagdesk-e2e-failing-'));
  const port = await findFreePort();
  const running = await startInstallation({
    ...world.environment,
    DATABASE_URL: databaseUrl,
    APP_URL: '',
    PORT: String(port),
    TAGDESK_SANDBOX: '0',
    TAGDESK_DATA_DIR: dataDir,
    TAGDESK_ADMIN_EMAIL: admin.email,
    TAGDESK_ADMIN_PASSWORD: admin.password,
  });
  const ledger = ledgerOf({ connectionString: databaseUrl });
  return {
    url: `http://localhost:${port}`,
    server,
    programs,
    sandbox: world.sandbox,
    ledger,
    person: () => createPerson(ledger, world.sandbox, { vero: ['newsletter'] }),
    async stop() {
      server.thaw();
      await ledger.close();
      await running.stop();
      await world.stop();
      server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
