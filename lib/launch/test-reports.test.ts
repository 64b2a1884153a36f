import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { countRun, readPlaywrightReport, readVitestReport } from './test-reports.ts';

function file(report: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'tagdesk-report-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'report.json'), typeof report === 'string' ? report : JSON.stringify(report));
  return join(folder, 'report.json');
}

test('a test file that cannot be loaded counts as a failure', () => {
  const testResults = [
    { status: 'passed', assertionResults: [{}, {}] },
    { status: 'failed', assertionResults: [{}] },
    { status: 'failed', assertionResults: [] },
  ];
  const report = file({ numPassedTests: 2, numFailedTests: 1, testResults });
  expect(readVitestReport(report)).toEqual({ passed: 2, failed: 2 });
});

test('skipped end-to-end tests count neither way, errors outside of tests as failures', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 0, skipped: 3 };
  expect(readPlaywrightReport(file({ stats, errors: [{}] }))).toEqual({ passed: 5, failed: 2 });
});

test('a run without a whole report is one failure, whatever its exit code', () => {
  expect(countRun(0, readVitestReport('/nowhere.json'))).toEqual({ passed: 0, failed: 1 });
  expect(countRun(1, readVitestReport(file('{"numPassed')))).toEqual({ passed: 0, failed: 1 });
});

test('a run that failed without naming a failed test is not taken for a success', () => {
  expect(countRun(1, { passed: 4, failed: 0 })).toEqual({ passed: 4, failed: 1 });
  expect(countRun(1, { passed: 4, failed: 2 })).toEqual({ passed: 4, failed: 2 });
});
