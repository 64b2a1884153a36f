/**
 * An installation for hostile clients: real mode, behind https, every secret a canary in a file, providers in
 * a sandbox of this process.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../lib/sandbox/server.ts';
import { type MailServer, openMailServer } from '../../lib/testing/smtp-server.ts';
import { findFreePort, type Installation, startInstallation } from '../support/installation.ts';
import { type Ledger, openLedger } from '../support/ledger.ts';
import { createPerson, type Person } from '../support/person.ts';
import { emailOf, password, type Role, roles } from '../support/roles.ts';
import { Sandbox } from '../support/sandbox.ts';
import { type Action, type EntryPoints, entryPointsOfBuild } from './build.ts';
import {
  adminPassword,
  credentials,
  mailLogin,
  mark,
  metricsToken,
  type Spoken,
  secretForms,
  sessionSecret,
  spokenTo,
} from './canaries.ts';
import { Client } from './client.ts';
import { dripBody, type SlowEnd } from './slow.ts';
import type { Scene } from './table.ts';

/** The public address; nothing answers there. */
export const origin = 'https://tags.example';

export type World = {
  installation: Installation;
  client: Client;
  ledger: Ledger;
  sandbox: Sandbox;
  entryPoints: EntryPoints;
  action(name: string): Action;
  cookies: Record<Role, string>;
  scene: Scene;
  person: Person;
  secrets: string[];
  /** Per provider: what it sees and could repeat. */
  spoken: Spoken;
  /** With a login. */
  mail: MailServer;
  /** Endless bodies, at an action and at a file route without and with a forged session. */
  slow: Promise<SlowEnd[]>;
  close(): Promise<void>;
};

export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'tagdesk-e2e-shell-'));
  const [providers, mail] = await Promise.all([startSandbox(), openMailServer({ login: mailLogin })]);
  const { user, password: mailPassword } = mailLogin;
  const environment = await mint(providers.url);
  const dataDir = join(folder, 'data');
  const port = await findFreePort();
  const installation = await startInstallation({
    ...environment,
    ...secretFiles(folder, {
      ...credentials,
      TAGDESK_ADMIN_PASSWORD: adminPassword,
      TAGDESK_SECRET: sessionSecret,
      TAGDESK_METRICS_TOKEN: metricsToken,
      TAGDESK_SMTP_URL: `smtp://${user}:${encodeURIComponent(mailPassword)}@127.0.0.1:${mail.port}`,
    }),
    TAGDESK_MAIL_FROM: 'Tagdesk <desk@tags.example>',
    DATABASE_URL: '',
    APP_URL: origin,
    TAGDESK_SANDBOX: '0',
    TAGDESK_DATA_DIR: dataDir,
    TAGDESK_ADMIN_EMAIL: emailOf('admin'),
    TAGDESK_EXPORTS_PER_HOUR: '40',
    TAGDESK_IMPORT_MAX_MB: '1',
    CAPILLARY_MAX_PER_SECOND: '50',
    VERO_MAX_PER_SECOND: '100',
    VERO_TIMEOUT_MS: '3000',
    PORT: String(port),
  });
  const ledger = openLedger(dataDir, 'tagdesk');
  const sandbox = new Sandbox(providers.url, 'shell');
  const client = new Client(port, origin);
  const forged = { cookie: '__Host-tagdesk.session_token=forged.forged' };
  const entryPoints = entryPointsOfBuild();
  const action = (name: string): Action => {
    const found = entryPoints.actions.find((known) => known.name === name);
    if (!found) throw new Error(`The build has no action ${name}.`);
    return found;
  };
  const slow = Promise.all([
    dripBody(port, '/sign-in', { origin, 'next-action': action('signInAction').id }),
    dripBody(port, '/api/imports', { origin }),
    dripBody(port, '/api/runs/uploads', { origin, ...forged }),
  ]);
  const cookies = await signInAll(client, action);
  const person = await createPerson(ledger, sandbox, {
    name: `Customer ${mark}`,
    vero: ['newsletter'],
    capillary: ['Birthday club'],
    fragment: { plan: 'team' },
  });
  const scene = await setScene(client, ledger, action, cookies.admin, person);
  return {
    installation,
    client,
    ledger,
    sandbox,
    entryPoints,
    action,
    cookies,
    scene,
    person,
    secrets: secretForms(environment, readFileSync(join(dataDir, 'postgres', 'password'), 'utf8').trim()),
    spoken: spokenTo(environment),
    mail,
    slow,
    close: async () => {
      await ledger.close();
      await installation.stop();
      await Promise.all([providers.stop(), mail.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Settings that point to the world, without those in files. */
async function mint(url: string): Promise<Record<string, string>> {
  const made = await fetch(`${url}/_control/worlds`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: 'shell', environment: credentials }),
  });
  if (!made.ok) throw new Error(`The sandbox made no world: ${await made.text()}`);
  const { environment } = worldIn(await made.json());
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !(name in credentials)));
}

function worldIn(json: unknown): { environment: Record<string, string> } {
  return json as { environment: Record<string, string> };
}

/** As containers get them. */
function secretFiles(folder: string, secrets: Record<string, string>): Record<string, string> {
  const place = join(folder, 'secrets');
  mkdirSync(place);
  return Object.fromEntries(
    Object.entries(secrets).flatMap(([name, secret]) => {
      const file = join(place, name);
      writeFileSync(file, `${secret}\n`, { mode: 0o600 });
      // Empty, so that another environment does not reach this one.
      return [
        [`${name}_FILE`, file],
        [name, ''],
      ];
    }),
  );
}

async function signInAll(client: Client, action: (name: string) => Action): Promise<Record<Role, string>> {
  const cookieOf = async (email: string, secret: string) => {
    const { cookie, answer } = await client.signIn(action('signInAction'), email, secret);
    if (cookie === null) throw new Error(`${email} could not sign in: ${answer.status} ${answer.text}`);
    return cookie;
  };
  const admin = await cookieOf(emailOf('admin'), adminPassword);
  // After a restart a route may be first: it then initialises what pages and actions share.
  await client.ask({ path: '/api/users', headers: { cookie: admin } });
  const create = action('createMember');
  for (const role of roles) {
    if (role === 'admin') continue;
    const made = await client.act(
      create,
      create.page,
      { name: `The ${role}`, email: emailOf(role), password, role },
      admin,
    );
    if (!made.ok) throw new Error(`The ${role} was not made: ${made.error?.message}`);
  }
  const [viewer, support, marketer] = await Promise.all(
    (['viewer', 'support', 'marketer'] as const).map((role) => cookieOf(emailOf(role), password)),
  );
  return { viewer: viewer ?? '', support: support ?? '', marketer: marketer ?? '', admin };
}

/** The admin's things, which are somebody else's for everybody else. */
async function setScene(
  client: Client,
  ledger: Ledger,
  action: (name: string) => Action,
  cookie: string,
  person: Person,
): Promise<Scene> {
  const userId = person.id;
  const act = async (name: string, input: unknown): Promise<Record<string, unknown>> => {
    const { page } = action(name);
    const result = await client.act(action(name), page.replace(/\[\w+\]/, String(userId)), input, cookie);
    if (!result.ok) throw new Error(`${name} was refused: ${result.error?.message}`);
    return record(result.value);
  };
  const edit = { provider: 'vero', operations: [{ verb: 'add', key: 'prospect', value: null }] };
  const { changeId } = await act('editTags', { userId, note: '', ...edit });
  const { runId } = await act('createRun', {
    name: '',
    note: '',
    source: { kind: 'users', userIds: [userId] },
    operations: [{ provider: 'fragment', operations: [{ verb: 'set', key: 'planned', value: 'yes' }] }],
  });
  const view = { q: '', sort: 'name', columns: null };
  const own = await act('saveView', { ...view, name: 'Own', shared: false });
  const shared = await act('saveView', { ...view, name: 'Shared', shared: true });
  const upload = await client.ask({
    method: 'POST',
    path: '/api/runs/uploads',
    headers: { cookie, origin },
    body: `email,vero_tags\n${person.email},prospect\n`,
  });
  await client.ask({
    method: 'POST',
    path: '/api/imports',
    headers: { cookie, origin },
    body: `email,vero_tags\n${person.email},imported\n`,
  });
  const [loaded] = await ledger.query<{ id: number }>('select max(id) as id from imports');
  const [viewer] = await ledger.query<{ id: string }>('select id from members where email = $1', [
    emailOf('viewer'),
  ]);
  const [event] = await ledger.query<{ id: number }>('select max(id) as id from audit_events');
  const [tag] = await ledger.query<{ id: number }>('select min(id) as id from tags');
  await waitForPlan(ledger, Number(runId));
  return {
    userId,
    changeId: Number(changeId),
    runId: Number(runId),
    uploadId: Number(record(JSON.parse(upload.text)).uploadId),
    importId: loaded?.id ?? 0,
    ownViewId: Number(own.viewId),
    sharedViewId: Number(shared.viewId),
    memberId: viewer?.id ?? '',
    token: 'no-such-link',
    eventId: event?.id ?? 0,
    tagId: tag?.id ?? 0,
  };
}

async function waitForPlan(ledger: Ledger, runId: number): Promise<void> {
  for (;;) {
    const [run] = await ledger.query<{ status: string }>('select status from runs where id = $1', [runId]);
    if (run?.status === 'planned') return;
    if (run?.status !== 'planning') throw new Error(`The run became ${run?.status}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
