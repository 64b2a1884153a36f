import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { root } from './data-folder.ts';
import { print } from './output.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** On macOS. */
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * TAGDESK_CHROMIUM, Playwright's, the system's, or installed now (apt-get as root, else Playwright). Throws
 * one line.
 */
export function findOrInstallChromium(environment: NodeJS.ProcessEnv): string {
  const configured = environment.TAGDESK_CHROMIUM;
  if (configured) {
    if (runs(configured)) return configured;
    throw new Error(`TAGDESK_CHROMIUM is ${configured}, which is no program that runs.`);
  }
  const present = findChromium(environment);
  if (present !== null) return present;
  print('No Chromium found; installing one.');
  for (const [command, ...parameters] of installers()) {
    spawnSync(command, parameters, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...environment, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = findChromium(environment);
    if (installed !== null) return installed;
  }
  throw new Error(
    'No Chromium for the end-to-end tests, and none could be installed. Install one and set TAGDESK_CHROMIUM to its path.',
  );
}

function findChromium(environment: NodeJS.ProcessEnv): string | null {
  const folders = (environment.PATH ?? '').split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [chromium.executablePath(), ...onPath, ...places].find(runs) ?? null;
}

/** Some systems have a stub that only says how to install it. */
function runs(path: string): boolean {
  return (
    existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
  );
}

function* installers(): Generator<[string, ...string[]]> {
  if (process.getuid?.() === 0) {
    yield ['apt-get', 'update'];
    yield ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'];
  }
  yield [
    process.execPath,
    join(root, 'node_modules', '@playwright', 'test', 'cli.js'),
    'install',
    'chromium',
  ];
}
