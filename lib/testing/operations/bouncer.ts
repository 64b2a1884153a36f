/** PgBouncer in transaction mode, with its package's defaults. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#lib/tooling/embedded-postgres/ports.ts';
import type { Programs } from './programs.ts';
import { type SystemPostgres, superuser } from './system-postgres.ts';

export type Bouncer = {
  /** `postgres`, through the pooler. */
  url: string;
  stop(): Promise<void>;
};

/** Databases keep their names. */
export async function startBouncer(programs: Programs, server: SystemPostgres): Promise<Bouncer> {
  const home = mkdtempSync(join(tmpdir(), 'tagdesk-bouncer-'));
  const port = await freePort(0);
  const users = join(home, 'users');
  const settings = join(home, 'pgbouncer.ini');
  writeFileSync(users, `"${superuser.name}" "${superuser.password}"\n`);
  writeFileSync(
    settings,
    `[databases]
* = host=127.0.0.1 port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
max_client_conn = 500
`,
  );
  const { user } = programs;
  for (const path of [home, users, settings]) if (user) chownSync(path, user.uid, user.gid);
  const child = spawn(programs.pgbouncer, [settings], {
    cwd: home,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(user ?? {}),
  });
  const end = () => void child.kill('SIGTERM');
  process.once('exit', end);
  await listening(child);
  return {
    url: `postgres://${superuser.name}:${superuser.password}@127.0.0.1:${port}/postgres`,
    async stop() {
      process.off('exit', end);
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      if (child.exitCode === null) await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function listening(child: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-10_000);
      if (said.includes('process up')) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`PgBouncer ended with code ${code}:\n${said}`)));
  });
}
