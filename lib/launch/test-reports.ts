/** Reads how many tests passed and failed from the reports that the test runners write. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** Checks that passed and failed. Skipped ones are neither. */
export type Counts = { passed: number; failed: number };

/** Vitest's JSON report, of which only the counts matter. A file that could not be loaded has no tests of its own. */
const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Playwright's JSON report. `flaky` tests passed in the end; `errors` are those outside any test. */
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
});

/** Counts of Vitest's report; a file that could not be loaded counts as one failure. Null without a whole report. */
export function readVitestReport(file: string): Counts | null {
  const report = vitestReport.safeParse(readJson(file));
  if (!report.success) return null;
  const { numPassedTests, numFailedTests, testResults } = report.data;
  const unloaded = testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0);
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}

/** Counts of Playwright's report; each error outside of tests counts as one failure. Null without a whole report. */
export function readPlaywrightReport(file: string): Counts | null {
  const report = playwrightReport.safeParse(readJson(file));
  if (!report.success) return null;
  const { stats, errors } = report.data;
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

/**
 * The counts of a run, made consistent with the runner's exit code: a runner that failed without a report, or with a
 * report that shows neither failures nor the reason, is itself one failure.
 */
export function countRun(exitCode: number, counts: Counts | null): Counts {
  if (counts === null) return { passed: 0, failed: 1 };
  if (exitCode !== 0 && counts.failed === 0) return { passed: counts.passed, failed: 1 };
  return counts;
}

function readJson(file: string): unknown {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
