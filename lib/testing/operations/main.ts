/**
 * `npm run test:operations`: behind a real PgBouncer in transaction mode, on a frozen server, on a full disk,
 * with missing grants, and after an earlier version. Run by lib/tooling/cli/test-operations.mjs.
 */
import '#lib/tooling/cli/exit-with-parent.ts';
import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { root } from '#lib/tooling/cli/data-folder.ts';
import { complain, print } from '#lib/tooling/cli/output.ts';
import type { Outcome } from '#lib/tooling/cli/test-reports.ts';
import { checkBuild, environment, runPlaywright, runSteps, runVitest } from '#lib/tooling/cli/test-run.ts';
import { databaseUrl, ensureDatabase } from '#lib/tooling/embedded-postgres/ensure-database.ts';
import { type Bouncer, startBouncer } from './bouncer.ts';
import { hasHistory } from './earlier-version.ts';
import { findOrInstallPrograms } from './programs.ts';
import { mayMount } from './small-disk.ts';
import { type SystemPostgres, startSystemPostgres } from './system-postgres.ts';

/** Verbs with every kind of database access, repeated through the pooler. */
const verbs = [
  ...[
    'platform/db/cancel-on-abort',
    'testing/database',
    'platform/rate-limits',
    'tooling/backup',
    'tooling/cli/migrate',
  ],
  ...['domain/users', 'domain/changes', 'domain/history', 'domain/runs', 'domain/imports', 'domain/tags'],
  ...['domain/views', 'domain/members/members', 'web/sign-in/oidc', 'tooling/cli/database'],
  ...['worker/runs', 'worker/files', 'worker/scheduled', 'worker/settling'],
].map((place) => `lib/${place}`);

/** Sign in, find, edit, undo, run, import, export, history, members. */
const journeys = [
  ...['security/sign-in', 'users/list', 'users/user', 'runs/runs', 'users/import', 'users/export'],
  ...['history/history', 'members/members'],
].map((name) => `e2e/${name}.spec.ts`);

/** A moved test must not be dropped silently. */
const gone = [...verbs, ...journeys].filter((place) => globSync(`${place}*`, { cwd: root }).length === 0);
if (gone.length > 0) throw new Error(`There is nothing to run at ${gone.join(', ')}.`);

let server: SystemPostgres | undefined;
let bouncer: Bouncer | undefined;

async function startServers(): Promise<Outcome> {
  const programs = findOrInstallPrograms(environment);
  server = await startSystemPostgres(programs);
  bouncer = await startBouncer(programs, server);
  const version = execFileSync(programs.pgbouncer, ['--version'], { encoding: 'utf8' }).split('\n')[0];
  print(`${server.version}, ${version} in transaction mode.`);
  return { passed: 1, failures: [] };
}

function started(): { server: SystemPostgres; bouncer: Bouncer } {
  if (!server || !bouncer) throw new Error('Left out, because the servers did not start.');
  return { server, bouncer };
}

/** Its databases are reached through the pooler only. */
async function runJourneys(): Promise<Outcome> {
  const own = started();
  await ensureDatabase(own.server.url, 'journeys');
  return runPlaywright('e2e/playwright.config.ts', journeys, {
    TAGDESK_E2E_DATABASE_URL: databaseUrl(own.bouncer.url, 'journeys'),
  });
}

/** Mounting a small disk needs the right to. */
function withoutDisk(): boolean {
  if (mayMount()) return false;
  complain('The full disk is left out: nothing may be mounted here. Run this as root to try it.');
  return true;
}

/** From the git history. */
function withoutHistory(): boolean {
  if (hasHistory()) return false;
  complain(
    'The update is left out: this checkout has no history. Fetch it (git fetch --unshallow) to try it.',
  );
  return true;
}

function leftOut(): string[] {
  const titles = [...(withoutDisk() ? ['room'] : []), ...(withoutHistory() ? ['earlier version'] : [])];
  return titles.length > 0 ? [`--grep-invert=${titles.join('|')}`] : [];
}

process.exitCode = await runSteps(
  [
    { name: 'servers', run: startServers },
    {
      name: 'verbs behind the pooler',
      run: () => {
        const own = started();
        return runVitest('lib/vitest.config.ts', verbs, {
          TAGDESK_TEST_SERVER_URL: own.server.url,
          TAGDESK_TEST_POOLER_URL: own.bouncer.url,
        });
      },
    },
    {
      name: 'servers that fail',
      run: () =>
        runVitest(
          'lib/testing/operations/vitest.config.ts',
          withoutDisk() ? ['--exclude=**/full-disk.trial.ts'] : [],
        ),
    },
    { name: 'build', run: checkBuild },
    { name: 'journeys behind the pooler', run: runJourneys },
    {
      name: 'failing servers and updates',
      run: () => runPlaywright('e2e/operations/playwright.config.ts', leftOut()),
    },
  ],
  async () => {
    await bouncer?.stop();
    server?.stop();
  },
);
