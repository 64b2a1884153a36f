/** `npm test`: every check there is, one after the other, then a summary. Run by test.mjs under the pinned Node. */
import './tie-to-parent.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildError, buildIfChanged } from './build.ts';
import { findOrInstallChromium } from './chromium.ts';
import { root } from './data-folder.ts';
import { complain, say } from './output.ts';
import { testEnvironment } from './test-environment.ts';
import { type Counts, countRun, readPlaywrightReport, readVitestReport } from './test-reports.ts';

/** One kind of check: its name, and how to run it. */
type Step = { name: string; run: () => Promise<Counts> };

/** A program that hangs must not hold an unattended run for ever; on a slow machine the longest step takes half of this. */
const STEP_LIMIT_MS = 45 * 60_000;

const environment = testEnvironment(process.env);
const reports = mkdtempSync(join(tmpdir(), 'tagdesk-reports-'));
let running: ChildProcess | undefined;
const stop = new AbortController();
let isBuilt = false;

const steps: Step[] = [
  { name: 'lint', run: () => check('npm', ['run', '--silent', 'lint']) },
  { name: 'types', run: checkTypes },
  { name: 'unused', run: () => check('npm', ['run', '--silent', 'unused']) },
  { name: 'unit', run: runUnitTests },
  { name: 'build', run: checkBuild },
  { name: 'e2e', run: runEndToEndTests },
];

/** Runs all steps, also after a failure; the last line gives the true counts. Exit code 0 only if all is well. */
async function main(): Promise<number> {
  const total: Counts = { passed: 0, failed: 0 };
  const summary: string[] = [];
  for (const step of steps) {
    if (stop.signal.aborted) break;
    say(`\n── ${step.name}`);
    const startedAt = Date.now();
    const counts = await step.run().catch((error: unknown): Counts => {
      complain(error instanceof Error ? error.message : String(error));
      return { passed: 0, failed: 1 };
    });
    total.passed += counts.passed;
    total.failed += counts.failed;
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    summary.push(
      `${step.name.padEnd(8)}${String(counts.passed).padStart(6)} passed${String(counts.failed).padStart(6)} failed${seconds.padStart(8)} s`,
    );
  }
  rmSync(reports, { recursive: true, force: true });
  // A run that was broken off has not shown that all is well.
  if (stop.signal.aborted) total.failed += 1;
  say(`\n${summary.join('\n')}\n`);
  say(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

/** A program that passes or fails as a whole. */
async function check(command: string, parameters: string[]): Promise<Counts> {
  return (await run(command, parameters)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function checkTypes(): Promise<Counts> {
  // The types of the routes are made from the folders under `app`.
  await run('next', ['typegen']);
  return check('npm', ['run', '--silent', 'types']);
}

async function checkBuild(): Promise<Counts> {
  try {
    const hasBuilt = await buildIfChanged(() => say('Building …'), stop.signal);
    say(hasBuilt ? 'Built.' : 'Unchanged since the last build.');
    isBuilt = true;
    return { passed: 1, failed: 0 };
  } catch (error) {
    if (error instanceof BuildError) complain(error.output);
    throw error;
  }
}

async function runUnitTests(): Promise<Counts> {
  const report = join(reports, 'unit.json');
  const code = await run('vitest', [
    'run',
    '--config=lib/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return countRun(code, readVitestReport(report));
}

async function runEndToEndTests(): Promise<Counts> {
  if (!isBuilt) {
    say('Left out, because the build failed.');
    return { passed: 0, failed: 0 };
  }
  const report = join(reports, 'e2e.json');
  const dataDir = mkdtempSync(join(tmpdir(), 'tagdesk-e2e-'));
  try {
    const code = await run(
      'playwright',
      ['test', '--config=e2e/playwright.config.ts', '--reporter=list,json'],
      {
        TAGDESK_CHROMIUM: findOrInstallChromium(environment),
        TAGDESK_E2E_DATA_DIR: dataDir,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      },
    );
    return countRun(code, readPlaywrightReport(report));
  } finally {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs one of the project's programs with its output visible; gives its exit code. */
function run(command: string, parameters: string[], more: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    running = spawn(command, parameters, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...environment, ...more },
      shell: process.platform === 'win32',
    });
    const child = running;
    const timer = setTimeout(() => {
      complain(`${command} did not end within ${STEP_LIMIT_MS / 60_000} minutes.`);
      child.kill('SIGKILL');
    }, STEP_LIMIT_MS);
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stop.abort();
    running?.kill('SIGTERM');
  });
}

process.exitCode = await main();
