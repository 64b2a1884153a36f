/** Shared by `npm test` and `npm run test:operations`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildError, buildIfChanged } from './build.ts';
import { findOrInstallChromium } from './chromium.ts';
import { root } from './data-folder.ts';
import { complain, print } from './output.ts';
import { testEnvironment } from './test-environment.ts';
import { judgeRun, type Outcome, readPlaywrightReport, readVitestReport } from './test-reports.ts';

export type Step = { name: string; run: () => Promise<Outcome> };

/** A hanging step must end; on a slow machine the longest takes half of this. */
const stepLimitMs = 45 * 60_000;

export const environment = testEnvironment(process.env);
const reports = mkdtempSync(join(tmpdir(), 'tagdesk-reports-'));
const stop = new AbortController();
let running: ChildProcess | undefined;
let isBuilt = false;

/**
 * Runs all steps, also after a failure; ends with failures and counts. Exit code 0: all is well. `onEnd` runs
 * before, also when aborted.
 */
export async function runSteps(steps: readonly Step[], onEnd = async () => {}): Promise<number> {
  let passed = 0;
  const failures: string[] = [];
  const summary: string[] = [];
  const width = Math.max(...steps.map(({ name }) => name.length)) + 2;
  for (const step of steps) {
    if (stop.signal.aborted) break;
    print(`\n── ${step.name}`);
    const startedAt = Date.now();
    const outcome = await step.run().catch((error: unknown): Outcome => {
      const message = error instanceof Error ? error.message : String(error);
      complain(message);
      return { passed: 0, failures: [message.split('\n')[0] ?? ''] };
    });
    passed += outcome.passed;
    failures.push(...outcome.failures.map((failure) => `failed: ${step.name} › ${failure}`));
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    summary.push(
      `${step.name.padEnd(width)}${String(outcome.passed).padStart(6)} passed${String(outcome.failures.length).padStart(6)} failed${seconds.padStart(8)} s`,
    );
  }
  rmSync(reports, { recursive: true, force: true });
  await onEnd();
  // An aborted run proves nothing.
  if (stop.signal.aborted) failures.push('failed: the run was broken off');
  print(`\n${summary.join('\n')}\n`);
  if (failures.length > 0) print(`${failures.join('\n')}\n`);
  print(`${passed} passed, ${failures.length} failed`);
  return failures.length === 0 && passed > 0 ? 0 : 1;
}

/** Passes or fails as a whole. */
export async function check(command: string, parameters: string[]): Promise<Outcome> {
  const code = await run(command, parameters);
  return code === 0
    ? { passed: 1, failures: [] }
    : { passed: 0, failures: [`${[command, ...parameters].join(' ')} ended with ${code}`] };
}

/** One check; browsers are skipped where it failed. */
export async function checkBuild(): Promise<Outcome> {
  try {
    const hasBuilt = await buildIfChanged(() => print('Building …'), stop.signal);
    print(hasBuilt ? 'Built.' : 'Unchanged since the last build.');
    isBuilt = true;
    return { passed: 1, failures: [] };
  } catch (error) {
    if (error instanceof BuildError) complain(error.output);
    throw error;
  }
}

/** `parameters`: files and options. `more`: further variables. */
export async function runVitest(
  config: string,
  parameters: readonly string[] = [],
  more: Record<string, string> = {},
): Promise<Outcome> {
  const report = join(reports, 'vitest.json');
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run('vitest', ['run', `--config=${config}`, ...reporters, ...parameters], more);
  return judgeRun(code, readVitestReport(report));
}

/** With a browser and a temporary data folder. Nothing without a build. */
export async function runPlaywright(
  config: string,
  parameters: readonly string[] = [],
  more: Record<string, string> = {},
): Promise<Outcome> {
  if (!isBuilt) {
    print('Left out, because the build failed.');
    return { passed: 0, failures: [] };
  }
  const report = join(reports, 'playwright.json');
  rmSync(report, { force: true });
  const dataDir = mkdtempSync(join(tmpdir(), 'tagdesk-e2e-'));
  try {
    const code = await run(
      'playwright',
      ['test', `--config=${config}`, '--reporter=list,json', ...parameters],
      {
        TAGDESK_CHROMIUM: findOrInstallChromium(environment),
        TAGDESK_E2E_DATA_DIR: dataDir,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
        ...more,
      },
    );
    return judgeRun(code, readPlaywrightReport(report));
  } finally {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** With visible output; gives its exit code. */
export function run(
  command: string,
  parameters: string[],
  more: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    running = spawn(command, parameters, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...environment, ...more },
      shell: process.platform === 'win32',
    });
    const child = running;
    const timer = setTimeout(() => {
      complain(`${command} did not end within ${stepLimitMs / 60_000} minutes.`);
      child.kill('SIGKILL');
    }, stepLimitMs);
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
