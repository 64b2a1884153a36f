import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { resolveSecretFiles } from './secret-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'tagdesk-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string): string {
  const path = join(folder, `secret-${Math.random().toString(36).slice(2)}`);
  writeFileSync(path, content);
  return path;
}

test.each([
  'DATABASE_URL',
  'TAGDESK_SECRET',
  'TAGDESK_ADMIN_PASSWORD',
  'TAGDESK_SMTP_URL',
  'VERO_AUTH_TOKEN',
  'CEREGO_API_KEY',
  'CAPILLARY_PASSWORD',
  'FRAGMENT_CLIENT_SECRET',
  'FRAGMENT_TOKEN',
])('%s can stand in a file; its line break is no part of it', (name) => {
  const environment: Record<string, string | undefined> = {
    [`${name}_FILE`]: file(' a secret with blanks \n'),
    [name]: '',
  };
  resolveSecretFiles(environment);
  expect(environment).toEqual({ [name]: ' a secret with blanks ' });
});

test('only secrets come from files, and an empty name is none', () => {
  const environment = {
    CEREGO_TAG_TYPES_FILE: '/nowhere',
    SSL_CERT_FILE: '/nowhere',
    VERO_AUTH_TOKEN_FILE: '',
  };
  const before = { ...environment };
  resolveSecretFiles(environment);
  expect(environment).toEqual(before);
});

test.each([
  ['a file that is not there', () => join(folder, 'absent'), /cannot be read \(ENOENT\)/],
  ['an empty file', () => file('\n'), /empty/],
  ['a file of many lines', () => file('one\ntwo\n'), /more than one line/],
  ['a huge file', () => file('x'.repeat(70_000)), /too long/],
  ['a folder', () => folder, /cannot be read \(EISDIR\)/],
])('%s is one line that names the variable, never the content', (_, path, words) => {
  const environment = { VERO_AUTH_TOKEN_FILE: path() };
  expect(() => resolveSecretFiles(environment)).toThrow(/^VERO_AUTH_TOKEN_FILE [^\n]+$/);
  expect(() => resolveSecretFiles(environment)).toThrow(words);
});

test('a file beside the value itself is a mistake', () => {
  const environment = { TAGDESK_SECRET: 'value', TAGDESK_SECRET_FILE: file('other') };
  expect(() => resolveSecretFiles(environment)).toThrow(/^TAGDESK_SECRET_FILE and TAGDESK_SECRET exclude/);
});
