/** An installation beside the shared one, for tests that kill it or look into it. Needs a build. */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Installation = {
  /** `kill -9` of the launcher and all its processes. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** Process numbers: itself, its web server, its worker and so on. */
  processes(): number[];
  output(): string;
};

/** The root of a checkout, and what its `npm start` runs. */
export type Version = { folder: string; launcher: string };

const present: Version = {
  folder: fileURLToPath(new URL('../..', import.meta.url)),
  launcher: 'lib/tooling/cli/start.mjs',
};

/** Resolves once it serves; rejects with its output when it ends before that. */
export async function startInstallation(
  environment: Record<string, string>,
  { folder, launcher: file }: Version = present,
): Promise<Installation> {
  const launcher = spawn(process.execPath, [file], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(launcher, 'exit');
  let said = '';
  const ready = new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Tagdesk is ready')) resolve();
    };
    launcher.stdout.on('data', listen);
    launcher.stderr.on('data', listen);
    launcher.on('exit', () => reject(new Error(`The installation ended:\n${said}`)));
  });
  await ready;
  return {
    async kill() {
      for (const pid of processesOf(environment.TAGDESK_DATA_DIR ?? '')) process.kill(pid, 'SIGKILL');
      launcher.kill('SIGKILL');
      await ended;
    },
    async stop() {
      launcher.kill('SIGTERM');
      await ended;
    },
    processes: () => processesOf(environment.TAGDESK_DATA_DIR ?? ''),
    output: () => said,
  };
}

/** What `npm start` gives on a fresh machine: no setting, so a sandbox and its demo. */
export function startDemo(dataDir: string, port: number): Promise<Installation> {
  const unset = ['DATABASE_URL', 'APP_URL', 'TAGDESK_ADMIN_EMAIL', 'TAGDESK_ADMIN_PASSWORD'];
  return startInstallation({
    PORT: String(port),
    TAGDESK_DATA_DIR: dataDir,
    TAGDESK_SANDBOX: '1',
    ...Object.fromEntries(unset.map((name) => [name, ''])),
  });
}

/** The launcher records its processes in the data folder. */
function processesOf(dataDir: string): number[] {
  const record = parsed(readFileSync(join(dataDir, 'instance.json'), 'utf8'));
  return [record.pid, ...record.children.map(({ pid }) => pid)];
}

/** As `InstanceRecord` in lib/tooling/cli/instance-lock.ts. */
function parsed(text: string): { pid: number; children: { pid: number }[] } {
  return JSON.parse(text) as { pid: number; children: { pid: number }[] };
}

/** Below what systems take for outgoing connections (from 32,768 on): one would be in use again at once. */
const ports = { from: 18_000, to: 32_000 };

/** Free now, and drawn by lot: several people may test on one machine. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(ports.from, ports.to);
    if (await isFree(port)) return port;
  }
}

/** On all addresses, as the web server listens. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, () => resolve(true));
  });
  await new Promise((resolve) => server.close(resolve));
  return free;
}
