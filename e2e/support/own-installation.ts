/** An installation of one test, with providers that outlive it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, startInstallation, type Version } from './installation.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { openWorld } from './open-world.ts';
import { admin } from './roles.ts';
import type { Sandbox } from './sandbox.ts';

type Settings = Record<string, string>;

export type OwnInstallation = {
  url: string;
  sandbox: Sandbox;
  /** Reopened after each kill: a killed database takes its connections with it. */
  ledger(): Ledger;
  /** `kill -9`; the database server restarts by itself. */
  killDatabase(): Promise<void>;
  /** `kill -9`. Gives the processes that are left. */
  killWebServer(): number[];
  /** `kill -9` of everything, and a start; `changed`: other settings this time. */
  restart(changed?: Settings): Promise<void>;
  /** Ends it in good order and starts the present version on its data. */
  update(): Promise<void>;
  stop(): Promise<void>;
};

/** `settings`: beside the world's. `version`: an earlier one. */
export async function startOwnInstallation(settings: Settings, version?: Version): Promise<OwnInstallation> {
  const world = await openWorld('own');
  const dataDir = mkdtempSync(join(tmpdir(), 'tagdesk-e2e-own-'));
  const port = await findFreePort();
  const all = {
    ...world.environment,
    ...settings,
    DATABASE_URL: '',
    APP_URL: '',
    TAGDESK_SANDBOX: '0',
    TAGDESK_DATA_DIR: dataDir,
    TAGDESK_ADMIN_EMAIL: admin.email,
    TAGDESK_ADMIN_PASSWORD: admin.password,
    PORT: String(port),
  };
  let running = await startInstallation(all, version);
  let ledger: Ledger | null = null;
  const letGo = async () => {
    await ledger?.close();
    ledger = null;
  };
  return {
    url: `http://localhost:${port}`,
    sandbox: world.sandbox,
    ledger: () => {
      ledger ??= openLedger(dataDir, 'tagdesk');
      return ledger;
    },
    killDatabase: async () => {
      await letGo();
      const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
      process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGKILL');
    },
    killWebServer: () => {
      const processes = running.processes();
      const isWeb = (pid: number) => /--port|next-server/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
      const web = processes.find(isWeb);
      if (web === undefined) throw new Error('There is no web server.');
      process.kill(web, 'SIGKILL');
      return processes.filter((pid) => pid !== web);
    },
    restart: async (changed = {}) => {
      await letGo();
      await running.kill();
      running = await startInstallation({ ...all, ...changed });
    },
    update: async () => {
      await letGo();
      await running.stop();
      running = await startInstallation(all);
    },
    stop: async () => {
      await letGo();
      await running.stop();
      await world.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
