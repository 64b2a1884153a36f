/** Makes, starts and stops the cluster. Callers hold the supervisor's lock. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { findNativeFolder, programPath } from './binaries.ts';
import { type Layout, readOrMakePassword, serverSettings, type Tuning, trimServerLog } from './layout.ts';
import { rememberedPort } from './ports.ts';
import { endOrphanedBackends, findRunningServer, type RunningServer, repairStalePid } from './postmaster.ts';
import { waitForEnd } from './processes.ts';
import {
  giveFolderTo,
  giveTo,
  makeRunner,
  type Runner,
  type RunnerName,
  runnerNames,
  usableRunnerNames,
} from './runner.ts';

/** The only user; its password is random. */
const clusterUser = 'tagdesk';

/** Throws with the errors of every runner. */
export async function makeClusterOnce(layout: Layout, tuning: Tuning): Promise<void> {
  if (existsSync(join(layout.cluster, 'PG_VERSION'))) return;
  await withRunners(layout, 1, async (runner) => {
    // Made aside and renamed, so that a crash leaves nothing incomplete.
    rmSync(layout.newCluster, { recursive: true, force: true });
    mkdirSync(layout.newCluster, { mode: 0o700 });
    giveFilesToRunner(layout, layout.newCluster, runner);
    // initdb reads it as the runner's user, who cannot read root's files.
    const passwordFile = `${layout.password}.initdb`;
    writeFileSync(passwordFile, readOrMakePassword(layout), { mode: 0o600 });
    if (runner.ownerId !== null) giveTo(passwordFile, runner.ownerId);
    await runner.run(programPath(runner.native, 'initdb'), [
      `--pgdata=${layout.newCluster}`,
      `--username=${clusterUser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The same order and case on every machine, and fast indexes.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(tuning === 'scratch' ? ['--no-sync'] : []),
    ]);
    rmSync(passwordFile, { force: true });
    appendFileSync(join(layout.newCluster, 'postgresql.conf'), "\ninclude 'tagdesk.conf'\n");
  });
  renameSync(layout.newCluster, layout.cluster);
}

/** Resolves once it accepts connections; also after a crash. */
export async function startServer(layout: Layout, tuning: Tuning): Promise<RunningServer> {
  trimServerLog(layout);
  return withRunners(layout, 3, async (runner) => {
    repairStalePid(layout);
    await endOrphanedBackends(layout);
    const port = await rememberedPort(layout.port);
    writeFileSync(layout.settings, serverSettings(port, tuning), { mode: 0o600 });
    giveFilesToRunner(layout, layout.cluster, runner);
    await runner.run(programPath(runner.native, 'pg_ctl'), [
      'start',
      '--wait',
      '--silent',
      // Recovery can take minutes; giving up would only restart it.
      '--timeout=300',
      `--pgdata=${layout.cluster}`,
      `--log=${layout.serverLog}`,
    ]);
    const server = findRunningServer(layout);
    if (server === null) throw new Error('PostgreSQL started and ended at once.');
    return server;
  });
}

/**
 * null: none runs. A killed or stopping server looks alive for a moment: only an answer counts. Throws after
 * a minute without one.
 */
export async function awaitRunningServer(layout: Layout): Promise<RunningServer | null> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const server = findRunningServer(layout);
    if (server === null || (server.ready && (await answers(serverUrl(layout, server))))) return server;
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL (process ${server.pid}) runs but does not answer.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The database `postgres`, with user and password. */
export function serverUrl(layout: Layout, server: RunningServer): string {
  return `postgres://${clusterUser}:${readOrMakePassword(layout)}@127.0.0.1:${server.port}/postgres`;
}

/** Open transactions are rolled back, committed ones written. */
export async function stopServer(layout: Layout): Promise<void> {
  const server = findRunningServer(layout);
  if (server === null) return;
  if (process.platform === 'win32') {
    const native = findNativeFolder();
    const stop = ['stop', '--mode=fast', '--wait', `--pgdata=${layout.cluster}`];
    return makeRunner('direct', native).run(programPath(native, 'pg_ctl'), stop);
  }
  process.kill(server.pid, 'SIGINT');
  if (await waitForEnd(server.pid, 30_000)) return;
  process.kill(server.pid, 'SIGQUIT');
  await waitForEnd(server.pid, 5_000);
}

/** The runner that worked last time first, several rounds. */
async function withRunners<T>(
  layout: Layout,
  rounds: number,
  work: (runner: Runner) => Promise<T>,
): Promise<T> {
  const native = findNativeFolder();
  const failures = new Set<string>();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of orderedRunnerNames(layout)) {
      try {
        const result = await work(makeRunner(name, native));
        writeFileSync(layout.runner, `${name}\n`);
        return result;
      } catch (error) {
        failures.add(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 250 * (round + 1)));
  }
  throw new Error(
    `PostgreSQL could not be started in ${layout.dataDir}.\n${[...failures].join('\n')}\n${lastLines(layout.serverLog)}`.trim(),
  );
}

function orderedRunnerNames(layout: Layout): RunnerName[] {
  const usable = usableRunnerNames();
  const remembered = existsSync(layout.runner) ? readFileSync(layout.runner, 'utf8').trim() : '';
  const first = runnerNames.filter((name) => name === remembered && usable.includes(name));
  return [...first, ...usable.filter((name) => name !== remembered)];
}

function giveFilesToRunner(layout: Layout, cluster: string, runner: Runner): void {
  if (runner.ownerId === null) return;
  // Another user must pass the data folder and write the log in it.
  giveTo(layout.dataDir, runner.name === 'copy' ? runner.ownerId : 0);
  giveTo(layout.serverLog, runner.ownerId);
  giveTo(layout.settings, runner.ownerId);
  giveFolderTo(cluster, runner.ownerId);
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function lastLines(file: string): string {
  if (!existsSync(file)) return '';
  return readFileSync(file, 'utf8').split('\n').slice(-8).join('\n');
}
