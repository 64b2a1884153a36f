/** Starts database, sandbox, build, web server and worker, each as early as possible. */
import { hostname } from 'node:os';
import { instanceVariable } from '#lib/platform/health/instance.ts';
import { localSocket, socketVariable } from '#lib/platform/metrics/socket.ts';
import type { Settings } from '#lib/platform/settings/read-settings.ts';
import { demoAdmin } from '#lib/shared/demo-admin.ts';
import { holdRun } from '#lib/tooling/demo/held-run.ts';
import { freePort } from '#lib/tooling/embedded-postgres/ports.ts';
import { actionKeyVariable, runningKey } from './action-key.ts';
import { buildIfChanged } from './build.ts';
import { type Child, startChild } from './child.ts';
import { openDataFolder, readOrMakeSecret } from './data-folder.ts';
import { type InstallationDatabase, openInstallationDatabase } from './database.ts';
import { loadDemoOnce } from './demo.ts';
import { workerArgs } from './heap-limits.ts';
import { type InstanceLock, takeInstanceLock } from './instance-lock.ts';
import { complain, print } from './output.ts';
import { openIn } from './resources.ts';
import { keepRunning } from './restart-on-exit.ts';
import { type RunningSandbox, startSandbox } from './sandbox.ts';
import { startWebServer, type WebServer } from './web-server.ts';

/** One line for people. */
class LaunchError extends Error {}

export type BringUpOptions = {
  settings: Settings;
  /** Next's development server. */
  isDevelopment: boolean;
  /** The caller closes it, also after a failure. */
  resources: AsyncDisposableStack;
  /** Aborted when closing begins. */
  stopping: AbortSignal;
};

/** Longer than a provider is usually waited for. */
const workerLimitMs = 20_000;
const webLimitMs = 20_000;
const sandboxLimitMs = 10_000;

/** Resolves once Tagdesk serves; gives lines for people. */
export async function bringUp(options: BringUpOptions): Promise<string[]> {
  const { settings, isDevelopment, resources, stopping } = options;
  const dataDir = openDataFolder(settings.dataDir);
  const address = settings.appUrl ?? `http://localhost:${settings.port}`;
  const lock = await openIn(
    resources,
    () => takeInstanceLock(dataDir, address),
    (held) => held.release(),
  );
  await requirePort(settings.port);

  // Whoever names an admin wants a world of their own: people, and nothing that happened.
  const withPast = settings.admin === null;
  const build = () => buildIfChanged(() => print('Building (about half a minute) …'), stopping);
  // The sandbox takes longest to start.
  const opened = Promise.all([
    settings.sandbox ? trackSandbox(dataDir, lock, resources, !withPast) : null,
    openIn(
      resources,
      () => openInstallationDatabase(settings, dataDir, { log: complain }),
      (opened) => opened.stop(),
    ),
  ]);
  const prepare = async () => {
    const [sandbox, database] = await opened;
    const environment = environmentFor(options, dataDir, address, database, sandbox);
    const noteUse = (child: Child) => {
      lock.addChild(child.pid);
      database.lend(child.pid);
    };
    const loadDemo = async () => {
      if (sandbox) await loadDemoOnce(database.url, environment, noteUse, withPast);
    };
    if (!withPast || !sandbox) return { environment, noteUse, loadDemo };
    // Before anybody looks and the worker sends anything.
    await loadDemo();
    await holdRun(database.url, sandbox.url);
    return { environment, noteUse, loadDemo: async () => {} };
  };
  const [{ environment, noteUse, loadDemo }] = await Promise.all([
    prepare(),
    isDevelopment ? null : openIn(resources, build, () => {}),
  ]);
  const web = await startWebAndWorker(options, environment, noteUse);
  await Promise.all([web.firstServed(), loadDemo()]);
  return greeting(settings, address);
}

async function requirePort(port: number): Promise<void> {
  const isFree = (await freePort(port, null)) !== null && (await freePort(port)) !== null;
  if (!isFree) throw new LaunchError(`PORT ${port} is in use by another program. Set PORT to a free one.`);
}

function trackSandbox(
  dataDir: string,
  lock: InstanceLock,
  resources: AsyncDisposableStack,
  isLively: boolean,
): Promise<RunningSandbox> {
  return openIn(
    resources,
    () => startSandbox(dataDir, process.env, isLively, (child) => lock.addChild(child.pid)),
    (sandbox) => sandbox.kept.stop(sandboxLimitMs),
  );
}

function environmentFor(
  { settings, isDevelopment }: BringUpOptions,
  dataDir: string,
  address: string,
  database: InstallationDatabase,
  sandbox: RunningSandbox | null,
): NodeJS.ProcessEnv {
  const admin = settings.admin ?? (sandbox ? demoAdmin : null);
  const secret = settings.secret ?? readOrMakeSecret(dataDir);
  return {
    ...process.env,
    TAGDESK_SANDBOX: '0',
    ...sandbox?.environment,
    ...(admin ? { TAGDESK_ADMIN_EMAIL: admin.email, TAGDESK_ADMIN_PASSWORD: admin.password } : {}),
    NODE_ENV: isDevelopment ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(settings.port),
    APP_URL: address,
    DATABASE_URL: database.url,
    TAGDESK_SECRET: secret,
    TAGDESK_DATA_DIR: dataDir,
    [actionKeyVariable]: runningKey(secret),
    [instanceVariable]: process.env[instanceVariable] || `${hostname()}:${settings.port}`,
    [socketVariable]: localSocket(),
  };
}

async function startWebAndWorker(
  { settings, isDevelopment, resources }: BringUpOptions,
  environment: NodeJS.ProcessEnv,
  onStart: (child: Child) => void,
): Promise<WebServer> {
  const startWorker = () => {
    const child = startChild({ name: 'worker', parameters: workerArgs, environment });
    onStart(child);
    return child;
  };
  const { web } = await openIn(
    resources,
    async () => ({
      web: startWebServer({ port: settings.port, isDevelopment, environment, onStart }),
      worker: keepRunning('worker', startWorker),
    }),
    async ({ web, worker }) => {
      await Promise.all([web.stop(webLimitMs), worker.stop(workerLimitMs)]);
    },
  );
  return web;
}

function greeting(settings: Settings, address: string): string[] {
  const lines = [`Tagdesk is ready: ${address}`];
  if (!settings.sandbox) return lines;
  lines.push('Sandbox: nothing leaves this machine.');
  if (settings.admin === null) {
    lines.push(`Sign in as ${demoAdmin.email} with the password ${demoAdmin.password}`);
  }
  return lines;
}
