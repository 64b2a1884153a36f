/** Reads test results from the runners' reports. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { root } from './data-folder.ts';

/** `failures`: a line each: where, what, why. Skipped tests are neither. */
export type Outcome = { passed: number; failures: string[] };

/** Of Vitest's JSON report. A file that failed to load has no tests. */
const vitestReport = z.object({
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
});

const problem = z.object({
  message: z.string().default(''),
  location: z.object({ line: z.number() }).optional(),
});
const playwrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(z.object({ results: z.array(z.object({ errors: z.array(problem).default([]) })) })),
});
type Suite = { specs: z.infer<typeof playwrightSpec>[]; suites: Suite[] };
const playwrightSuite: z.ZodType<Suite> = z.lazy(() =>
  z.object({ specs: z.array(playwrightSpec).default([]), suites: z.array(playwrightSuite).default([]) }),
);

/** Of Playwright's JSON report. `flaky` passed in the end; `errors` are outside tests. */
const playwrightReport = z.object({
  suites: z.array(playwrightSuite),
  stats: z.object({ expected: z.number(), flaky: z.number() }),
  errors: z.array(problem),
});

/** A file that failed to load is one failure. null: no whole report. */
export function readVitestReport(file: string): Outcome | null {
  const report = vitestReport.safeParse(readJson(file));
  if (!report.success) return null;
  const failures = report.data.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const place = relative(root, name);
    if (status === 'failed' && assertionResults.length === 0)
      return [lineOf(place, 'it was not loaded', message)];
    return assertionResults
      .filter((one) => one.status === 'failed')
      .map(({ fullName, failureMessages }) => lineOf(place, fullName, failureMessages[0]));
  });
  return { passed: report.data.numPassedTests, failures };
}

/** An error outside tests is one failure. null: no whole report. */
export function readPlaywrightReport(file: string): Outcome | null {
  const report = playwrightReport.safeParse(readJson(file));
  if (!report.success) return null;
  const { suites, stats, errors } = report.data;
  const failed = suites.flatMap(specsOf).filter(({ ok }) => !ok);
  return {
    passed: stats.expected + stats.flaky,
    failures: [
      ...failed.map(({ file: place, title, tests }) =>
        lineOf(
          place,
          title,
          tests
            .flatMap(({ results }) => results)
            .flatMap((one) => one.errors)
            .map(({ message, location }) => (location ? `line ${location.line}: ${message}` : message))
            .join('\n'),
        ),
      ),
      ...errors.map(({ message }) => lineOf('outside of tests', '', message)),
    ],
  };
}

function specsOf({ specs, suites }: Suite): Suite['specs'] {
  return [...specs, ...suites.flatMap(specsOf)];
}

const maxReason = 600;

/** One line without the stack, for whoever sees only the end of the output. */
function lineOf(place: string, title: string, message = ''): string {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .map((line) => line.trim());
  const why = lines.filter((line) => line !== '' && !line.startsWith('at ')).join(' ');
  return [place, title, why.slice(0, maxReason)].filter((part) => part !== '').join(' › ');
}

/** Consistent with the exit code: a runner that failed without a visible reason is one failure. */
export function judgeRun(exitCode: number, outcome: Outcome | null): Outcome {
  if (outcome === null)
    return { passed: 0, failures: [`it ended with ${exitCode} and without a whole report`] };
  if (exitCode !== 0 && outcome.failures.length === 0)
    return { passed: outcome.passed, failures: [`it ended with ${exitCode} and named no failure`] };
  return outcome;
}

function readJson(file: string): unknown {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
