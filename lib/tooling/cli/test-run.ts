/** What `npm test` and `npm run test:operations` share: steps one after the other, true counts, and an end in order. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildError, buildIfChanged } from './build.ts';
import { findOrInstallChromium } from './chromium.ts';
import { root } from './data-folder.ts';
import { complain, say } from './output.ts';
import { testEnvironment } from './test-environment.ts';
import { judgeRun, type Outcome, readPlaywrightReport, readVitestReport } from './test-reports.ts';

/** One kind of check: its name, and how to run it. */
export type Step = { name: string; run: () => Promise<Outcome> };

/** A program that hangs must not hold an unattended run for ever; on a slow machine the longest step takes half of this. */
const stepLimitMs = 45 * 60_000;

export const environment = testEnvironment(process.env);
const reports = mkdtempSync(join(tmpdir(), 'tagdesk-reports-'));
const stop = new AbortController();
let running: ChildProcess | undefined;
let isBuilt = false;

/**
 * Runs all steps, also after a failure; the last lines name what failed and give the true counts. Gives the exit code:
 * 0 only if all is well. `onEnd` runs before those lines, also when the run is broken off.
 */
export async function runSteps(steps: readonly Step[], onEnd = async () => {}): Promise<number> {
  let passed = 0;
  const failures: string[] = [];
  const summary: string[] = [];
  const width = Math.max(...steps.map(({ name }) => name.length)) + 2;
  for (const step of steps) {
    if (stop.signal.aborted) break;
    say(`\n── ${step.name}`);
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
  // A run that was broken off has not shown that all is well.
  if (stop.signal.aborted) failures.push('failed: the run was broken off');
  say(`\n${summary.join('\n')}\n`);
  if (failures.length > 0) say(`${failures.join('\n')}\n`);
  say(`${passed} passed, ${failures.length} failed`);
  return failures.length === 0 && passed > 0 ? 0 : 1;
}

/** A program that passes or fails as a whole. */
export async function check(command: string, parameters: string[]): Promise<Outcome> {
  const code = await run(command, parameters);
  return code === 0
    ? { passed: 1, failures: [] }
    : { passed: 0, failures: [`${[command, ...parameters].join(' ')} ended with ${code}`] };
}

/** Makes the production build, which counts as one check; browsers are given none where it failed. */
export async function checkBuild(): Promise<Outcome> {
  try {
    const hasBuilt = await buildIfChanged(() => say('Building …'), stop.signal);
    say(hasBuilt ? 'Built.' : 'Unchanged since the last build.');
    isBuilt = true;
    return { passed: 1, failures: [] };
  } catch (error) {
    if (error instanceof BuildError) complain(error.output);
    throw error;
  }
}

/** `parameters`: files and options. `more`: variables beside the environment of tests. */
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

/** The same for Playwright, with a browser and a data folder that is deleted afterwards. Nothing without a build. */
export async function runPlaywright(
  config: string,
  parameters: readonly string[] = [],
  more: Record<string, string> = {},
): Promise<Outcome> {
  if (!isBuilt) {
    say('Left out, because the build failed.');
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

/** Runs one of the project's programs with its output visible; gives its exit code. */
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
