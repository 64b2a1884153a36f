import { randomUUID } from 'node:crypto';
import { insertMember } from '#lib/domain/members/create-member.ts';
import { type Auth, createAuth } from '#lib/platform/auth/server.ts';
import { type Context, systemActor } from '#lib/platform/context.ts';
import { type OpenDatabase, openDatabase } from '#lib/platform/db/client.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { type FoundSession, findSession } from '#lib/web/session.ts';
import { signIn } from '#lib/web/sign-in/sign-in.ts';

export const secret = 'a-secret-for-tests-that-is-long-enough-0123456789';
export const password = 'seven green teapots';

/** `headers`: as it would send them; `keep`: takes Set-Cookie. */
export type Jar = { headers: () => Headers; keep: (setCookies: string[]) => void };

export type TestInstallation = {
  open: OpenDatabase;
  auth: Auth;
  system: Context;
  member: (email: string, role?: string, name?: string) => Promise<string>;
  /** The jar holds the session, or the second step's cookie. */
  signIn: (email: string, withPassword?: string) => Promise<Jar>;
  sessionOf: (jar: Jar) => Promise<FoundSession | null>;
  contextOf: (jar: Jar) => Promise<Context>;
  /** About or by them, oldest first. */
  eventsOf: (subject: string) => Promise<string[]>;
  close: () => Promise<void>;
};

export async function openTestInstallation(): Promise<TestInstallation> {
  const testDatabase = await createTestDatabase();
  const open = openDatabase(testDatabase.url);
  const { database } = open;
  const auth = createAuth(database, { appUrl: 'http://localhost:3000', port: 3000, secret });
  const system: Context = {
    actor: systemActor,
    database,
    providers: createRegistry(readSettings({}).providers),
  };
  const sessionOf = (jar: Jar) => findSession(jar.headers(), database, secret);
  return {
    open,
    auth,
    system,
    member: (email, role = 'support', name = 'Ada') =>
      insertMember(database, { name, email, password, role }),
    async signIn(email, withPassword = password) {
      const jar = newJar();
      const body = { email, password: withPassword };
      const answer = await auth.api.signInEmail({ body, headers: jar.headers(), asResponse: true });
      jar.keep(answer.headers.getSetCookie());
      return jar;
    },
    sessionOf,
    async contextOf(jar) {
      const session = await sessionOf(jar);
      if (!session) throw new Error('Nobody is signed in.');
      return { ...system, actor: session.actor, session: { id: session.id, headers: jar.headers() } };
    },
    async eventsOf(subject) {
      const { rows } = await open.pool.query<{ kind: string }>(
        `select kind from audit_events where subject = $1
         or member_id = (select id from members where email = $1) order by id`,
        [subject],
      );
      return rows.map(({ kind }) => kind);
    },
    async close() {
      await open.close();
      await testDatabase.drop();
    },
  };
}

/** With its own address. */
export function newJar(): Jar {
  const cookies = new Map<string, string>();
  const address = `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`;
  return {
    headers: () =>
      new Headers({
        cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
        'x-forwarded-for': address,
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
      }),
    keep(setCookies) {
      for (const line of setCookies) {
        const [pair = '', ...attributes] = line.split(';');
        const [name = '', value = ''] = pair.split(/=(.*)/s);
        const gone = value === '' || attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
        if (gone) cookies.delete(name);
        else cookies.set(name, value);
      }
    },
  };
}

export function trySignIn(installation: TestInstallation, email: string, withPassword: string) {
  const deps = { auth: installation.auth, database: installation.open.database, secret };
  return signIn(newJar().headers(), { email, password: withPassword }, deps);
}
