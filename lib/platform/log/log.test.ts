import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { captureConsole } from './capture-console.ts';
import { formatJson, formatText, log } from './log.ts';
import { clearRecurring, reportRecurring } from './recurring-errors.ts';
import { secretsIn } from './redact-text.ts';
import { enterRequest } from './request-context.ts';

/** As drizzle throws it: parameters in message and stack. */
function failedQuery(cause: Error): Error {
  const error = new Error('Failed query: select 1 where token = $1\nparams: s3cr3t-session-token', { cause });
  return Object.assign(error, { query: 'select 1 where token = $1', params: ['s3cr3t-session-token'] });
}

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}

let written: string[] = [];

beforeEach(() => {
  written = [];
  const write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  vi.stubEnv('TAGDESK_LOG', 'json');
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test('a line of JSON names process, request and cause, and no parameter of a statement', async () => {
  vi.stubEnv('TAGDESK_PROCESS', 'web');
  await Promise.resolve().then(() => {
    enterRequest('request-0001');
    log.error('A route failed', { route: '/users', error: failedQuery(withCode('too slow', '57014')) });
  });
  expect(written).toHaveLength(1);
  const line: unknown = JSON.parse(written[0] ?? '');
  expect(line).toMatchObject({
    level: 'error',
    process: 'web',
    message: 'A route failed',
    requestId: 'request-0001',
    route: '/users',
    error: { message: 'Failed query: select 1 where token = $1: too slow', code: '57014' },
  });
  expect(written[0]).not.toContain('s3cr3t');
});

test('in a terminal a line is plain words', () => {
  expect(formatText('Change 7 was left in doubt', { provider: 'vero' })).toBe(
    'Change 7 was left in doubt provider=vero',
  );
  expect(formatText('Sweep', { error: new Error('went away') })).toMatch(/^Sweep: went away\n {4}at /);
});

test('secrets do not get through, wherever they stand', () => {
  const text = [
    'Authorization: Bearer abcdefghijkl',
    '"authorization":"Basic dXNlcjpwYXNz"',
    'GET https://api.example.com/x?auth_token=abc123&page=2',
    'cookie: tagdesk.session_token=abc.def; theme=dark',
    'postgres://tagdesk:hunter2@db/tagdesk',
    'POST /api/inbound/vero/Zx9-inbound failed',
  ].join('\n');
  const shown = formatText(text);
  for (const secret of ['abcdefghijkl', 'dXNlcjpwYXNz', 'abc123', 'abc.def', 'hunter2', 'Zx9-inbound']) {
    expect(shown).not.toContain(secret);
  }
  expect(shown).toContain('page=2');
  const json = formatJson('info', 'said', { header: 'cookie: a=b"c', nested: { url: '?token=zzz' } });
  expect(json).not.toContain('zzz');
  expect(JSON.parse(json)).toMatchObject({ message: 'said' });
});

test('every configured secret counts, and what is sent in its place', () => {
  const secrets = secretsIn({
    VERO_AUTH_TOKEN: 'vero-token-1',
    CAPILLARY_USERNAME: 'till',
    CAPILLARY_PASSWORD: 'pass-word-1',
    TAGDESK_METRICS_TOKEN: 'metrics-1',
    TAGDESK_SMTP_URL: 'smtps://desk:mail%2Fword@mail.example',
    PORT: '3000',
    TAGDESK_SECRET: '',
  });
  expect(secrets).toContain('vero-token-1');
  expect(secrets).toContain('pass-word-1');
  expect(secrets).toContain('metrics-1');
  for (const form of ['mail/word', 'mail%2Fword', 'bWFpbC93b3Jk', 'AGRlc2sAbWFpbC93b3Jk'])
    expect(secrets).toContain(form);
  // Capillary gets base64 of user and md5.
  expect(secrets).toContain(Buffer.from('till:8ecc19fd45fff158570e059520bfba5e').toString('base64'));
  expect(secrets).not.toContain('3000');
});

test('what a library says to the console is a line of the log', () => {
  const kept = { ...globalThis.console };
  captureConsole();
  globalThis.console.error('\u001b[31m⨯\u001b[0m', new Error('boom'));
  globalThis.console.log('ready', { port: 1 });
  Object.assign(globalThis.console, kept);
  expect(written.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'error', message: 'Unhandled', error: { message: 'boom' } },
    { level: 'info', message: 'ready { port: 1 }' },
  ]);
});

test('a database that is away is said once, whoever meets it, and once more when it is back', () => {
  const refused = failedQuery(withCode('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED'));
  for (const what of ['Sweep', 'Runs', 'Sweep', 'Plans']) reportRecurring(what, refused);
  reportRecurring('Sweep', withCode('the database system is starting up', '57P03'));
  expect(written).toHaveLength(1);
  expect(written[0]).toContain('connect ECONNREFUSED 127.0.0.1:5432');
  clearRecurring('Runs');
  clearRecurring('Sweep');
  expect(written).toHaveLength(2);
  expect(written[1]).toContain('The database answers again.');
});

test('any other error is said when it begins, when it changes, and when it is over', () => {
  for (const words of ['disk full', 'disk full', 'no such table', 'no such table']) {
    reportRecurring('Sweep', failedQuery(new Error(words)));
  }
  clearRecurring('Runs');
  clearRecurring('Sweep');
  clearRecurring('Sweep');
  const messages = written.map((line) => String(JSON.parse(line).message));
  expect(messages).toEqual(['Sweep: disk full', 'Sweep: no such table', 'Sweep: goes on again.']);
});
