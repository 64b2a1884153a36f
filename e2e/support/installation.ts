/** An installation beside the one that all specs share: for tests that end it, or look into every corner of it. Needs a build, which it finds done. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Installation = {
  /** `kill -9` of the launcher and of everything that it started, at once. */
  kill(): Promise<void>;
  /** Asks it to end in good order. */
  stop(): Promise<void>;
  /** What it runs at present, by process number: itself, its web server, its worker and so on. */
  processes(): number[];
  /** All that its processes have said so far. */
  output(): string;
};

/** What is started: the root of a checkout, and what `npm start` runs in it. */
export type Version = { folder: string; launcher: string };

const present: Version = {
  folder: fileURLToPath(new URL('../..', import.meta.url)),
  launcher: 'lib/tooling/cli/start.mjs',
};

/** Resolves once it serves. What it says goes into the error when it ends before that. */
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

/** The launcher notes in its data folder what it runs, itself included. */
function processesOf(dataDir: string): number[] {
  const record = parsed(readFileSync(join(dataDir, 'instance.json'), 'utf8'));
  return [record.pid, ...record.children.map(({ pid }) => pid)];
}

/** The file has the shape of `InstanceRecord` in lib/tooling/cli/instance-lock.ts. */
function parsed(text: string): { pid: number; children: { pid: number }[] } {
  return JSON.parse(text) as { pid: number; children: { pid: number }[] };
}
