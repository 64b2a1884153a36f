/** A production installation (web server, worker) on the benchmark's database. */
import { createHmac, randomBytes } from 'node:crypto';
import pg from 'pg';
import { nextProgram } from '#lib/tooling/cli/build.ts';
import { startChild } from '#lib/tooling/cli/child.ts';
import { waitForHealth } from '#lib/tooling/cli/health.ts';
import { heapArgs, workerArgs } from '#lib/tooling/cli/heap-limits.ts';
import { testEnvironment } from '#lib/tooling/cli/test-environment.ts';
import { freePort } from '#lib/tooling/embedded-postgres/ports.ts';
import { residentMegabytes } from './processes.ts';

export type Installation = {
  url: string;
  /** Of a signed-in admin. */
  cookie: string;
  /** Web server and worker, MiB; null: unknown. */
  memory(): number | null;
};

const admin = { email: 'bench@tagdesk.example', password: randomBytes(12).toString('base64url') };
const secret = randomBytes(32).toString('base64url');

/** Resolves once they serve. `providers`: a sandbox world. */
export async function startInstallation(
  resources: AsyncDisposableStack,
  databaseUrl: string,
  providers: Record<string, string> = {},
): Promise<Installation> {
  const port = await freePort(0);
  const url = `http://127.0.0.1:${port}`;
  const environment: NodeJS.ProcessEnv = {
    ...testEnvironment(process.env),
    ...providers,
    NODE_ENV: 'production',
    TAGDESK_SANDBOX: '0',
    TAGDESK_ADMIN_EMAIL: admin.email,
    TAGDESK_ADMIN_PASSWORD: admin.password,
    TAGDESK_SECRET: secret,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    APP_URL: url,
  };
  const parameters = [...heapArgs, nextProgram, 'start', '--port', String(port), '--hostname', '127.0.0.1'];
  const web = startChild({ name: 'web', parameters, environment, holdOutput: true });
  const worker = startChild({ name: 'worker', parameters: workerArgs, environment });
  resources.defer(async () => {
    await Promise.all([web.stop(10_000), worker.stop(10_000)]);
  });
  await waitForHealth(url, 60_000, web.ended);
  web.openOutput('notable');
  return {
    url,
    cookie: await signIn(databaseUrl),
    memory() {
      const parts = [web.pid, worker.pid].map(residentMegabytes);
      return parts.includes(null) ? null : parts.reduce((sum: number, part) => sum + (part ?? 0), 0);
    },
  };
}

/** A session row: signing in is not measured. */
async function signIn(databaseUrl: string): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const made = await client.query(
      `insert into sessions (id, token, member_id, expires_at)
       select $1, $1, id, now() + interval '1 day' from members where role = 'admin' order by created_at limit 1`,
      [token],
    );
    if (made.rowCount !== 1) throw new Error('The installation has no admin to sign in as.');
  } finally {
    await client.end();
  }
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `tagdesk.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}
