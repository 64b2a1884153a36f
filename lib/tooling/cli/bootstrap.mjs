/**
 * What has to work before anything is installed, under whatever Node the machine has (20.9 or later): install the
 * packages that the lock file names, then go on under the Node 24 that is one of them. Only Node's own modules here.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, '..', '..', '..');

const marker = join(root, 'node_modules', '.tagdesk-installed');
const ownNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Installs if needed, then runs a TypeScript file of this folder with the arguments of this process.
 * Ends this process with the exit code of that file, or with 1 and one line of text when it cannot get so far.
 *
 * @param {string} script name of the file, such as `start.ts`
 * @param {{ onFailure?: () => void }} [hooks] `onFailure` runs before an end with 1 from here
 */
export async function bootstrap(script, hooks = {}) {
  try {
    requireNode(20, 9, 'Tagdesk');
    await installIfNeeded();
    const node = chooseNode();
    const parameters = [join(here, script), ...process.argv.slice(2)];
    // Compiled code is kept between starts: that spares a warm start a quarter of its work.
    const compiled = join(root, 'node_modules', '.cache', 'tagdesk', 'compiled');
    process.exitCode = await runToEnd(node, parameters, { NODE_COMPILE_CACHE: compiled });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    hooks.onFailure?.();
    process.exitCode = 1;
  }
}

/** Throws one line unless this process runs at least that version of Node. */
function requireNode(major, minor, what) {
  if (isAtLeast(major, minor)) return;
  throw new Error(
    `${what} needs Node ${major}.${minor} or later; this is ${process.version}. See https://nodejs.org`,
  );
}

function isAtLeast(major, minor) {
  const [ownMajor = 0, ownMinor = 0] = process.versions.node.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

/** Runs `npm install` unless the packages present were installed from this very lock file on this platform. */
async function installIfNeeded() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8').trim() === wanted) return;
  const startedAt = Date.now();
  console.log('Installing packages (the first time this takes about half a minute) …');
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  rmSync(marker, { force: true });
  // Not `npm ci`: it refuses a lock file made where builds for other platforms could not be had.
  const parameters = [
    'install',
    '--no-save',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const code = await runNpm(parameters);
  if (code !== 0) throw new Error(`npm install failed with code ${code}; its words stand above.`);
  writeFileSync(marker, `${wanted}\n`);
  console.log(`Installed in ${((Date.now() - startedAt) / 1000).toFixed(0)} s.`);
}

/** npm as it runs already, if this is one of its scripts; otherwise the one on the path. */
function runNpm(parameters) {
  const running = process.env.npm_execpath;
  if (running?.endsWith('.js') || running?.endsWith('.cjs')) {
    return runToEnd(process.execPath, [running, ...parameters]);
  }
  return process.platform === 'win32'
    ? runToEnd('npm.cmd', parameters, {}, true)
    : runToEnd('npm', parameters);
}

/** The pinned Node, or this one where install scripts are off and so the pinned one is not there. */
function chooseNode() {
  if (existsSync(ownNode)) return ownNode;
  if (isAtLeast(22, 18)) return process.execPath;
  throw new Error(
    `The pinned Node is missing (${ownNode}): npm did not run the install script of the package "node". ` +
      'Allow install scripts and run "npm rebuild node", or use Node 22.18 or later.',
  );
}

/**
 * Runs a program with this terminal and passes signals on. Resolves to its exit code (128 + number for a signal).
 * The fourth channel is a pipe that closes when this process is killed: the program can tell and end itself.
 */
function runToEnd(command, parameters, environment = {}, shell = false) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      cwd: root,
      stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
      // The environment has the last word, as everywhere.
      env: { ...environment, ...process.env, TAGDESK_PARENT_PID: String(process.pid) },
      shell,
    });
    const forward = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    const parentWatch = watchNpm(() => child.kill('SIGTERM'));
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearInterval(parentWatch);
      for (const name of signals) process.off(name, forward);
      resolve(code ?? (signal === 'SIGKILL' ? 137 : 143));
    });
  });
}

/**
 * Calls `onEnd` once npm is gone, if this is one of its scripts. Told to end, npm ends only the shell between itself
 * and this process; without this Tagdesk would run on unseen.
 */
function watchNpm(onEnd) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onEnd();
  }, 250);
  return timer;
}
