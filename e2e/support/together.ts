import { randomInt } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import type { Ledger } from './ledger.ts';
import type { Sandbox } from './sandbox.ts';

/** A Capillary label and a Vero tag without users. */
const fresh = 'Lapsed';

export type Crowd = { vero: string[]; capillary: string[] };

/** With `mark` in their names and identities at Vero and Capillary. Gives their ids. */
export async function createCrowd(
  ledger: Ledger,
  sandbox: Sandbox,
  mark: string,
  count: number,
): Promise<Crowd> {
  const base = randomInt(1_000_000, 2 ** 40);
  const numbers = Array.from({ length: count }, (_, index) => index);
  const vero = numbers.map((number) => `${mark}-${number}`);
  const capillary = numbers.map((number) => String(base + number));
  await sandbox.seed({
    vero: vero.map((id) => ({ id })),
    capillary: { labels: [fresh], customers: capillary.map((userId) => ({ userId })) },
  });
  const users = await ledger.query<{ id: number }>(
    `insert into users (name, email) select 'Crowd ' || id, id || '@customers.example' from unnest($1::text[]) id
     returning id`,
    [vero],
  );
  const ids = users.map(({ id }) => id);
  await ledger.query(
    `insert into identities (user_id, provider, external_id)
     select id, 'vero', vero from unnest($1::bigint[], $2::text[]) p(id, vero)
     union all select id, 'capillary', capillary from unnest($1::bigint[], $3::text[]) p(id, capillary)`,
    [ids, vero, capillary],
  );
  await ledger.query('select refresh_users($1::bigint[])', [ids]);
  return { vero, capillary };
}

/** Over everybody with `mark`: one call per person and provider. Gives the run's id. */
export async function startRun(page: Page, mark: string, count: number): Promise<number> {
  await page.goto(`/runs/new?q=${mark}`);
  await expect(page.getByRole('status').filter({ hasText: `${count} users match` })).toBeVisible();
  await addAct(page, 'Vero', 'Tag');
  await addAct(page, 'Capillary', 'Label');
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(page.getByRole('heading', { name: 'Before and after' })).toBeVisible();
  await page.getByRole('button', { name: /^Start, / }).click();
  await expect(page.getByRole('listitem', { name: /^Vero: / })).toBeVisible();
  return Number(/\/runs\/(\d+)/.exec(page.url())?.[1]);
}

async function addAct(page: Page, provider: string, field: string): Promise<void> {
  const card = page.getByRole('region', { name: provider });
  await card.getByRole('combobox', { name: field }).fill(fresh);
  await card.getByRole('button', { name: 'Add change' }).click();
  await expect(card.getByRole('list', { name: 'Changes' })).toContainText(fresh);
}

/** `done`: closed lines; `good`: made or accepted. */
export async function countsOf(
  ledger: Ledger,
  runId: number,
): Promise<{ done: number; good: number; status: string }> {
  const [counts] = await ledger.query<{ done: number; good: number; status: string }>(
    `select count(*) filter (where c.state = 'closed') as done,
       count(*) filter (where c.outcome in ('confirmed', 'accepted')) as good,
       (select status from runs where id = $1) as status
     from changes c where c.run_id = $1`,
    [runId],
  );
  return counts ?? { done: 0, good: 0, status: 'gone' };
}

/** The instance whose worker sends to Capillary, by its own metrics. */
export async function driverOf(ports: readonly number[], token: string): Promise<number> {
  let sent: number[] = [];
  await expect
    .poll(async () => {
      sent = await Promise.all(ports.map((port) => sentAtCapillary(port, token)));
      return Math.max(...sent);
    })
    .toBeGreaterThan(0);
  return sent.indexOf(Math.max(...sent));
}

async function sentAtCapillary(port: number, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  const text = await (await fetch(`http://localhost:${port}/api/metrics`, { headers })).text();
  const counts = text.matchAll(/^tagdesk_provider_operations_total\{(.*)\} (\d+)$/gm);
  return [...counts]
    .filter(([, labels = '']) => labels.includes('process="worker"') && labels.includes('"capillary"'))
    .reduce((sum, [, , count]) => sum + Number(count), 0);
}

/** Effective writes by the provider's record, in the order of `ids`. */
export async function appliedPerUser(
  sandbox: Sandbox,
  provider: 'vero' | 'capillary',
  ids: readonly string[],
): Promise<number[]> {
  const calls = await sandbox.callsFor(provider, '');
  const writes = calls.filter(({ method, applied }) => method !== 'GET' && applied);
  return ids.map((id) => {
    const own = writes.filter(({ path, body }) => path.split('/').includes(id) || body.includes(`"${id}"`));
    return own.length;
  });
}
