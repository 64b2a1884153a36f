/** A database seen from outside: whether it changed, and where a text is. */
import { expect } from '@playwright/test';
import type { Ledger } from '../support/ledger.ts';
import type { World } from './world.ts';

/** Changed by time or by signing in. The audit log is compared by line. */
const restless = new Set([
  'sessions',
  'rate_limits',
  'heartbeats',
  'case_looks',
  'provider_leases',
  'audit_events',
]);

async function tablesOf(ledger: Ledger): Promise<string[]> {
  const rows = await ledger.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** A digest per table of the rows that only members change. */
async function fingerprint(ledger: Ledger): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  for (const table of await tablesOf(ledger)) {
    if (restless.has(table)) continue;
    const [row] = await ledger.query<{ print: string }>(
      `select count(*) || ' rows, ' || coalesce(md5(string_agg(t::text, '\n' order by t::text)), '') as print from "${table}" t`,
    );
    prints[table] = row?.print ?? '';
  }
  return prints;
}

/** Ignoring case, as `table: the text`. */
export async function findInDatabase(ledger: Ledger, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const table of await tablesOf(ledger)) {
    const rows = await ledger.query<{ text: string }>(
      `select text from unnest($1::text[]) as wanted(text)
       where exists (select 1 from "${table}" t where position(lower(wanted.text) in lower(t::text)) > 0)`,
      [texts],
    );
    found.push(...rows.map(({ text }) => `${table}: ${text}`));
  }
  return found;
}

async function auditSince(ledger: Ledger, after: number): Promise<Record<string, number>> {
  const rows = await ledger.query<{ kind: string; count: number }>(
    'select kind, count(*) from audit_events where id > $1 group by kind order by kind',
    [after],
  );
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}

async function lastAudit(ledger: Ledger): Promise<number> {
  const [row] = await ledger.query<{ id: number }>('select coalesce(max(id), 0) as id from audit_events');
  return row?.id ?? 0;
}

/** Asserts that `work` sent nothing to a provider and wrote audit lines only. */
export async function leavingNoTrace(
  { ledger, sandbox }: World,
  work: () => Promise<void>,
): Promise<Record<string, number>> {
  const before = await fingerprint(ledger);
  const [calls, audit] = [await sandbox.calls(), await lastAudit(ledger)];
  await work();
  expect(await fingerprint(ledger)).toEqual(before);
  expect(await sandbox.calls()).toEqual(calls);
  return auditSince(ledger, audit);
}
