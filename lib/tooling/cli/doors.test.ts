/**
 * Every program, listener and writer of files beside the web server (e2e/security), found in the sources: a
 * new one must say here what protects it.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { localSocket, socketVariable } from '#lib/platform/metrics/socket.ts';
import { showWorkerMetrics } from '#lib/platform/metrics/worker-metrics.ts';
import { openDataFolder, readOrMakeSecret } from './data-folder.ts';

/**
 * Whoever may run them may read environment and database, too: the machine's accounts protect all of them.
 * Further protection is noted.
 */
const programs: Record<string, string> = {
  'tooling/cli/start.mjs': 'goes on to start.ts',
  'tooling/cli/start.ts': 'one per data folder (instance-lock.ts); its web server is guarded by e2e/security',
  'tooling/cli/backup.mjs': 'goes on to backup.ts',
  'tooling/cli/backup.ts': 'the database’s password; reads only; never writes over a file',
  'tooling/cli/restore.mjs': 'goes on to restore.ts',
  'tooling/cli/restore.ts': 'the database’s password; nothing may run; what holds something needs --replace',
  'tooling/cli/import.mjs': 'goes on to import.ts',
  'tooling/cli/import.ts': 'the database’s password; the records name Tagdesk as who did it, and the file',
  'tooling/cli/pull.mjs': 'goes on to pull.ts',
  'tooling/cli/pull.ts':
    'the database’s password; the records name Tagdesk as who did it; reads at providers only',
  'tooling/cli/load-demo.ts': 'the sandbox’s own database, and only while nobody is in it',
  'tooling/cli/make-build.ts': 'no database, no secret: the build’s key is made of the sources',
  'tooling/cli/test.mjs': 'goes on to test.ts',
  'tooling/cli/test.ts': 'databases of its own, without the installation’s settings (test-environment.ts)',
  'tooling/cli/test-operations.mjs': 'goes on to testing/operations/main.ts',
  'testing/operations/main.ts': 'servers and databases of its own, as the tests',
  'tooling/cli/test-run.ts': 'part of both: ends them in order',
  'tooling/cli/bench.mjs': 'goes on to bench.ts',
  'tooling/bench/cli.ts': 'databases of its own',
  'tooling/cli/exit-with-parent.ts':
    'loaded into children: ends them with their parent, takes nothing from it',
  'worker/main.ts': 'what it takes up is in worker/entry-points.test.ts',
  'sandbox/main.ts': 'imitated data only, on this machine only',
  'tooling/embedded-postgres/stop-unused.ts': 'stops a server that nobody uses, never one in use',
  'tooling/licences/write-list.ts': 'writes the list of packages',
  'tooling/licences/write-sbom.ts': 'writes the bill of materials',
  'platform/settings/write-texts.ts': 'writes what people read of the settings; reads none',
};

const listeners: Record<string, string> = {
  'sandbox/server.ts': 'loopback; imitated data; worlds are kept apart by credentials',
  'platform/metrics/worker-metrics.ts': 'a socket in the file system for this user alone; figures, no data',
  'tooling/embedded-postgres/ports.ts': 'nobody: looks whether a port is free and lets it go',
};

/** Never with a word from a request, never through a shell. */
const starters: Record<string, string> = {
  'tooling/cli/child.ts': 'Node with files of this repository',
  'tooling/cli/build.ts': 'Next’s own program',
  'tooling/cli/bootstrap.mjs': 'npm and Node; on Windows npm through the shell, with fixed arguments',
  'tooling/cli/chromium.ts': 'browsers for the tests',
  'tooling/licences/create-sbom.ts': 'npm; on Windows through the shell, with fixed arguments',
  'tooling/cli/test-run.ts': 'the project’s tools',
  'testing/operations/main.ts': 'PgBouncer, for its version',
  'tooling/embedded-postgres/runner.ts':
    'PostgreSQL’s own programs, as a user without rights when this one is root',
  'tooling/embedded-postgres/watchdog.ts':
    'a shell with a fixed line; folder and tuning are its parameters, not its text',
  'tooling/embedded-postgres/processes.ts': 'ps, with a number',
};

/** And what others on the machine may see. */
const writers: Record<string, string> = {
  'tooling/cli/data-folder.ts': 'the secret: for this user alone, in a folder that cannot be listed',
  'tooling/cli/instance-lock.ts': 'numbers of processes and the address: no secret',
  'tooling/cli/bootstrap.mjs': 'the mark of what was installed',
  'tooling/cli/build.ts': 'the mark of what was built',
  'tooling/backup/write-backup.ts':
    'a whole installation: for this user alone, under its name when it is whole',
  'tooling/embedded-postgres/cluster.ts': 'passwords and settings: for this user alone; the runner’s name',
  'tooling/embedded-postgres/layout.ts': 'the server’s password: for this user alone',
  'tooling/embedded-postgres/leases.ts': 'numbers of processes',
  'tooling/embedded-postgres/postmaster.ts': 'PostgreSQL’s own note of its process',
  'tooling/embedded-postgres/ports.ts': 'a port',
  'tooling/embedded-postgres/runner.ts': 'PostgreSQL’s programs where another user may run them',
  'sandbox/journal.ts': 'imitated worlds',
  'tooling/licences/write-list.ts': 'the list of packages and their licences',
  'tooling/licences/create-sbom.ts':
    'two files of packages, in a folder of its own for as long as npm reads them',
  'tooling/licences/write-sbom.ts': 'the bill of materials',
  'platform/settings/write-texts.ts': '.env.example and tables of lib/docs/settings.md',
};

/** Which may do everything. */
const actsAsTagdesk: Record<string, string> = {
  'platform/context.ts': 'says who that is',
  'worker/main.ts': 'lines and runs that verbs wrote: worker/entry-points.test.ts',
  'tooling/cli/import.ts': 'loads a file for whoever can read the database',
  'tooling/cli/pull.ts': 'reads at the providers for whoever can read the database',
  'domain/pulls/start-due-pulls.ts': 'the installation’s schedule, which an admin set; reads only',
  'tooling/cli/load-demo.ts': 'loads the sandbox’s people',
  'domain/members/send-asked-reset.ts':
    'signs the record of a mail that a stranger asked for; no permission hangs on it',
};

const lib = fileURLToPath(new URL('../..', import.meta.url));
const sources = readdirSync(lib, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|mjs)$/.test(file) && !/(\.test|testing[\w-]*)\.ts$/.test(file))
  .filter((file) => !/^(tooling\/bench\/(?!cli\.ts$)|testing\/(?!operations\/main\.ts$))/.test(file))
  .map((file) => ({ file, text: readFileSync(join(lib, file), 'utf8') }));

const filesWith = (pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

test.each([
  // Statements at the beginning of a line, outside functions, act on loading.
  ['started', programs, /^(?:await |try \{|main\(|process\.exit|writeFileSync|for \(|if \()/m],
  ['spoken to', listeners, /\bcreateServer\(|\.listen\(/],
  ['that starts programs', starters, /from 'node:child_process'/],
  [
    'that writes files',
    writers,
    /\b(?:writeFile(?:Sync)?|createWriteStream|appendFile(?:Sync)?|openSync|cpSync|copyFile(?:Sync)?)\(/,
  ],
  ['that acts as Tagdesk', actsAsTagdesk, /\bsystemActor\b/],
])('everything that can be %s stands here, with what protects it', (_, known, pattern) => {
  expect(filesWith(pattern).toSorted()).toEqual(Object.keys(known).toSorted());
});

test('every command of npm and of the image is one of these programs', () => {
  const root = join(lib, '..');
  const texts = ['package.json', 'Dockerfile', 'compose.yaml'].map((file) =>
    readFileSync(join(root, file), 'utf8'),
  );
  const named = texts.flatMap((text) =>
    [...text.matchAll(/\blib\/([\w/-]+\.(?:ts|mjs))/g)].map(([, file = '']) => file),
  );
  const commands = named.filter((file) => existsSync(join(lib, file)) && !/config\.ts$/.test(file));
  expect(commands.length).toBeGreaterThan(8);
  expect(commands.filter((file) => !(file in programs))).toEqual([]);
});

test.runIf(process.platform !== 'win32')(
  'secret, data folder and socket are closed to others on the machine',
  async () => {
    const place = mkdtempSync(join(tmpdir(), 'tagdesk-doors-'));
    const folder = openDataFolder(join(place, 'data'));
    expect(readOrMakeSecret(folder)).toMatch(/^[\w-]{43}$/);
    const othersMay = (path: string) => statSync(path).mode & 0o077;
    expect(othersMay(join(folder, 'secret'))).toBe(0);
    // Passable for a database server of another user, but not listable.
    expect(othersMay(folder)).toBe(0o011);

    const socket = localSocket();
    vi.stubEnv(socketVariable, socket);
    const hide = showWorkerMetrics((error) => expect.unreachable(String(error)));
    vi.unstubAllEnvs();
    await vi.waitFor(() => expect(othersMay(socket)).toBe(0));
    hide();
    rmSync(place, { recursive: true });
  },
);
