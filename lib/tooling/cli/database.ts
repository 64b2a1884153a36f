/** The database of this installation: which one it is, and how to reach it. */
import { join } from 'node:path';
import pg from 'pg';
import { databaseErrorOf } from '#lib/platform/db/database-error.ts';
import { MissingGrants } from '#lib/platform/db/require-grants.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import { SettingsError } from '#lib/platform/settings/settings-error.ts';
import { requireZone, timeZone } from '#lib/platform/settings/time-zone.ts';
import { ensureDatabase } from '#lib/tooling/embedded-postgres/ensure-database.ts';
import { type EmbeddedPostgresOptions, startEmbeddedPostgres } from '#lib/tooling/embedded-postgres/start.ts';
import { openDataFolder, readOrMakeSecret } from './data-folder.ts';
import { loadEnvironmentFile } from './environment-file.ts';
import { migrateIfBehind } from './migrate-if-behind.ts';

/** A migrated database in use. */
export type InstallationDatabase = {
  url: string;
  /** Says that a child process uses the database too. */
  lend(pid: number): void;
  /** Gives up this use; the embedded server stops with its last user. */
  stop(): Promise<void>;
};

/** What decides about the database; a part of the settings. */
type DatabaseChoice = { databaseUrl: string | null; sandbox: boolean };

/**
 * Opens the installation's database, creating and migrating it as needed: the one of DATABASE_URL, or one on the
 * embedded server in the data folder. The sandbox has a database of its own beside the real one, in either case.
 * With `guard` the embedded server is started again should it die.
 */
export async function openInstallationDatabase(
  choice: DatabaseChoice,
  dataDir: string,
  guard?: EmbeddedPostgresOptions['guard'],
): Promise<InstallationDatabase> {
  if (choice.databaseUrl !== null) {
    const url = await openConfigured(choice.databaseUrl, choice.sandbox);
    return { url, lend() {}, async stop() {} };
  }
  const server = await startEmbeddedPostgres({
    dataDir: join(dataDir, 'postgres'),
    ...(guard ? { guard } : {}),
  });
  try {
    const url = await ensureDatabase(server.url, sandboxName('tagdesk', choice.sandbox));
    await migrateIfBehind(url);
    return { url, lend: server.lend, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * Runs `work` with the address of this installation's database, whether Tagdesk is running or not; the same settings
 * decide as for `npm start`. Sets DATABASE_URL for the time after, so that the process's own pool finds it.
 */
export async function withDatabase<T>(work: (databaseUrl: string) => Promise<T>): Promise<T> {
  loadEnvironmentFile();
  const settings = readSettings(process.env);
  const database = await openInstallationDatabase(settings, openDataFolder(settings.dataDir));
  try {
    process.env.DATABASE_URL = database.url;
    return await work(database.url);
  } finally {
    await database.stop();
  }
}

/** For commands beside a running installation: runs `work` with its database and secret; the same settings decide as for `npm start`. */
export function withInstallation<T>(
  work: (installation: { databaseUrl: string; secret: string }) => Promise<T>,
): Promise<T> {
  return withDatabase((databaseUrl) => {
    const settings = readSettings(process.env);
    return work({
      databaseUrl,
      secret: settings.secret ?? readOrMakeSecret(openDataFolder(settings.dataDir)),
    });
  });
}

/** The name of the database that stands for `name`: itself, or its counterpart of the sandbox. */
function sandboxName(name: string, sandbox: boolean): string {
  return sandbox ? `${name}_sandbox` : name;
}

async function openConfigured(configured: string, sandbox: boolean): Promise<string> {
  const url = await reachConfigured(configured, sandbox).catch((error) => refuse(error, sandbox));
  await migrateIfBehind(url).catch((error: unknown) => {
    // Whatever else goes wrong there is a fault of the program, which its stack tells.
    if (!(error instanceof MissingGrants) && !databaseErrorOf(error)) throw error;
    refuse(error, sandbox);
  });
  return url;
}

function refuse(error: unknown, sandbox: boolean): never {
  if (error instanceof SettingsError) throw error;
  throw new SettingsError('DATABASE_URL', `does not lead to a usable database: ${wordsOf(error, sandbox)}`);
}

async function reachConfigured(configured: string, sandbox: boolean): Promise<string> {
  const name = decodeURIComponent(new URL(configured).pathname.slice(1));
  if (!sandbox) {
    const client = new pg.Client({ connectionString: configured, connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await requireZone(client, timeZone());
    } finally {
      await client.end();
    }
    return configured;
  }
  if (name === '') throw new Error('it names no database');
  return ensureDatabase(configured, sandboxName(name, true));
}

/** Some network errors have their words one level down only; the address itself may hold a password. */
function wordsOf(error: unknown, sandbox: boolean): string {
  const causes = error instanceof AggregateError ? error.errors : [error];
  const words = causes.map((cause) => (cause instanceof Error ? cause.message : String(cause))).join('; ');
  if (error instanceof MissingGrants) {
    const other =
      'Or set TAGDESK_SANDBOX=0 with the real providers, or leave DATABASE_URL out: Tagdesk then runs its own database.';
    return sandbox ? `${words}\n${other}` : words;
  }
  const trouble = databaseErrorOf(error);
  return trouble?.refusesWrites ? `${trouble.words} ${trouble.cure} (${words})` : words;
}
