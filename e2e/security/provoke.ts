/** Successes and failures at providers that repeat secrets. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { textOf } from '../../lib/testing/smtp-server.ts';
import type { Ledger } from '../support/ledger.ts';
import { emailOf } from '../support/roles.ts';
import type { ProviderName } from '../support/sandbox.ts';
import { pathOf } from './paths.ts';
import { origin, type World } from './world.ts';

const operations = {
  vero: [{ verb: 'add', key: 'vip', value: null }],
  capillary: [{ verb: 'remove', key: 'Birthday club', value: null }],
  fragment: [{ verb: 'set', key: 'tier', value: 'gold' }],
} satisfies Partial<Record<ProviderName, object[]>>;

/** Edits, profiles, reads, checks, an import and a run with every kind of fault. */
export async function provoke(world: World): Promise<void> {
  const { client, cookies, action, scene, sandbox, spoken, person, ledger } = world;
  const act = (name: string, input: unknown) =>
    client.act(action(name), pathOf(action(name).page, scene), input, cookies.admin);
  await act('startRun', { runId: scene.runId });
  await waitForEnd(ledger, scene.runId);
  for (const [provider, asked] of typedEntries(operations)) {
    const edit = { userId: scene.userId, provider, operations: asked, note: '' };
    const match = { user: person.ids[provider] };
    const said = `Not with ${spoken[provider].flatMap((secret) => [secret, encodeURIComponent(secret)]).join(' ')}`;
    const body = JSON.stringify({
      status: 400,
      message: said,
      errors: [{ code: 1, message: said, detail: said }],
    });
    for (const status of [400, 401, 422, 500]) {
      await sandbox.fault({ provider, kind: 'status', match, status, body, times: null });
      await act('editTags', edit);
      await act('refreshUser', { userId: scene.userId, provider });
      await act('checkProvider', { provider });
      await sandbox.clearFaults();
    }
    for (const kind of ['html', 'truncated-json', 'empty', 'reset-before', 'unauthorized'] as const) {
      await sandbox.fault({ provider, kind, match, body, times: 3 });
      await act('editTags', edit);
      await sandbox.clearFaults();
    }
    await act('editTags', edit);
    await act('refreshUser', { userId: scene.userId, provider });
    await act('checkProvider', { provider });
  }
  await act('saveProfile', { userId: scene.userId, provider: 'vero', email: person.email });
  await client.ask({
    method: 'POST',
    path: '/api/imports',
    headers: { cookie: cookies.admin, origin, 'x-file-name': 'people.csv' },
    body: `email,vero_id\n${person.email},${person.ids.vero}\nnot an address,x\n`,
  });
}

/**
 * Mails of both kinds, taken and refused by a server that repeats secrets. Gives the links' tokens, known to
 * their makers and mailboxes only.
 */
export async function provokeMail(world: World): Promise<string[]> {
  const { client, cookies, action, scene, mail, ledger } = world;
  const act = (name: string, input: unknown) =>
    client.act(action(name), pathOf(action(name).page, scene), input, cookies.admin);
  const made = await act('inviteMember', { role: 'viewer', name: '', email: 'invited@members.example' });
  const path = pathIn(made.value);
  mail.refuse(
    (secret) => `Not ${secret} ${Buffer.from(secret).toString('base64')} https://tags.example${path}`,
  );
  await act('sendLink', { path });
  mail.refuse(null);
  await act('sendLink', { path });
  await client.askForReset(action('askForResetAction'), emailOf('viewer'));
  await client.askForReset(action('askForResetAction'), 'stranger@members.example');
  // It is sent after the answer.
  await waitFor(ledger, "select 1 from audit_events where kind = 'mail.sent' and subject = $1", [
    emailOf('viewer'),
  ]);
  const tokens = mail.mails.map((each) => /\/(?:join|reset)\/([\w-]{43})/.exec(textOf(each))?.[1] ?? '');
  if (new Set(tokens).size !== 2 || tokens.includes('')) throw new Error('The mails hold no links.');
  return tokens;
}

function pathIn(value: unknown): string {
  const path: unknown = typeof value === 'object' && value !== null && 'path' in value ? value.path : null;
  if (typeof path !== 'string') throw new Error('No link was made.');
  return path;
}

async function waitFor(ledger: Ledger, statement: string, parameters: unknown[]): Promise<void> {
  while ((await ledger.query(statement, parameters)).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

function typedEntries(asked: typeof operations): [keyof typeof operations, object[]][] {
  return [
    ['vero', asked.vero],
    ['capillary', asked.capillary],
    ['fragment', asked.fragment],
  ];
}

async function waitForEnd(ledger: Ledger, runId: number): Promise<void> {
  for (;;) {
    const [run] = await ledger.query<{ ended: boolean }>(
      'select ended_at is not null as ended from runs where id = $1',
      [runId],
    );
    if (run?.ended) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function lastChange(ledger: Ledger): Promise<number> {
  const [row] = await ledger.query<{ id: number }>(
    "select id from changes where exchanges::text like '%[redacted]%' order by id desc limit 1",
  );
  return row?.id ?? 0;
}

export function readBundle(): string {
  const root = fileURLToPath(new URL('../../.next/static', import.meta.url));
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}
