import { join } from 'node:path';
import pg from 'pg';
import { databaseErrorOf } from '#lib/platform/db/database-error.ts';
import { MissingGrants } from '#lib/platform/db/require-grants.ts';
import { readSettings, type Settings } from '#lib/platform/settings/read-settings.ts';
import { SettingsError } from '#lib/platform/settings/settings-error.ts';
import { requireZone, timeZone } from '#lib/platform/settings/time-zone.ts';
import { ensureDatabase } from '#lib/tooling/embedded-postgres/ensure-database.ts';
import { type EmbeddedPostgresOptions, startEmbeddedPostgres } from '#lib/tooling/embedded-postgres/start.ts';
import { openDataFolder, readOrMakeSecret } from './data-folder.ts';
import { loadEnvironmentFile } from './environment-file.ts';
import { migrateIfBehind } from './migrate-if-behind.ts';

export type InstallationDatabase = {
  url: string;
  /** A child process uses it too. */
  lend(pid: number): void;
  /** The embedded server stops with its last user. */
  stop(): Promise<void>;
};

type DatabaseChoice = { databaseUrl: string | null; sandbox: boolean };

/**
 * Creates and migrates as needed: DATABASE_URL, or the embedded server. The sandbox has its own database in
 * either case. `guard`: restarts the embedded server.
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
 * By the settings of `npm start`, running or not. Sets DATABASE_URL for this process's pool: `settings` are those
 * before, which say whether it is the sandbox's.
 */
export async function withDatabase<T>(
  work: (databaseUrl: string, settings: Settings) => Promise<T>,
): Promise<T> {
  loadEnvironmentFile();
  const settings = readSettings(process.env);
  const database = await openInstallationDatabase(settings, openDataFolder(settings.dataDir));
  try {
    process.env.DATABASE_URL = database.url;
    return await work(database.url, settings);
  } finally {
    await database.stop();
  }
}

/** With database and secret, by the settings of `npm start`. */
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

/** The sandbox has its own. */
function sandboxName(name: string, sandbox: boolean): string {
  return sandbox ? `${name}_sandbox` : name;
}

async function openConfigured(configured: string, sandbox: boolean): Promise<string> {
  const url = await reachConfigured(configured, sandbox).catch((error) => refuse(error, sandbox));
  await migrateIfBehind(url).catch((error: unknown) => {
    // Other errors are bugs, told by their stack.
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

/** Some network errors have their message in the cause; the URL may hold a password. */
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
