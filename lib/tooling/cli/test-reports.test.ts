import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from './data-folder.ts';
import { judgeRun, readPlaywrightReport, readVitestReport } from './test-reports.ts';

function file(report: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'tagdesk-report-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'report.json'), typeof report === 'string' ? report : JSON.stringify(report));
  return join(folder, 'report.json');
}

test('failed tests are named with their file and reason, and a file that cannot be loaded is one of them', () => {
  const failed = {
    fullName: 'adds up',
    status: 'failed',
    failureMessages: ['\u001b[31mexpected 3\u001b[39m\nat …'],
  };
  const passed = { fullName: 'counts', status: 'passed', failureMessages: [] };
  const testResults = [
    { name: join(root, 'lib/a.test.ts'), status: 'passed', assertionResults: [passed, passed] },
    { name: join(root, 'lib/b.test.ts'), status: 'failed', assertionResults: [failed] },
    { name: join(root, 'lib/c.test.ts'), status: 'failed', message: 'No such module', assertionResults: [] },
  ];
  expect(readVitestReport(file({ numPassedTests: 2, testResults }))).toEqual({
    passed: 2,
    failures: ['lib/b.test.ts › adds up › expected 3', 'lib/c.test.ts › it was not loaded › No such module'],
  });
});

test('skipped end-to-end tests count neither way, errors outside of tests as failures', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 0, skipped: 3 };
  const message = 'click: Timed out\nCall log:\n  - waiting for a button\n  at …';
  const results = [{ errors: [{ message: 'Timed out' }, { message, location: { line: 9 } }] }];
  const spec = { title: 'signs in', file: 'sign-in.spec.ts', ok: false, tests: [{ results }] };
  const suites = [{ specs: [], suites: [{ specs: [spec, { ...spec, ok: true, tests: [] }] }] }];
  expect(readPlaywrightReport(file({ suites, stats, errors: [{ message: 'No port' }] }))).toEqual({
    passed: 5,
    failures: [
      'sign-in.spec.ts › signs in › Timed out line 9: click: Timed out Call log: - waiting for a button',
      'outside of tests › No port',
    ],
  });
});

test('a run without a whole report is one failure, whatever its exit code', () => {
  const nothing = { passed: 0, failures: [expect.stringContaining('without a whole report')] };
  expect(judgeRun(0, readVitestReport('/nowhere.json'))).toEqual(nothing);
  expect(judgeRun(1, readVitestReport(file('{"numPassed')))).toEqual(nothing);
});

test('a run that failed without naming a failed test is not taken for a success', () => {
  expect(judgeRun(1, { passed: 4, failures: [] }).failures).toHaveLength(1);
  expect(judgeRun(1, { passed: 4, failures: ['one'] })).toEqual({ passed: 4, failures: ['one'] });
});
