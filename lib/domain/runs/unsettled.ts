/** Unknown outcomes that wait for a person, as SQL over a change `c`. */
import { type SQL, sql } from 'drizzle-orm';
import { overtakenBy } from '#lib/domain/changes/overtaken.ts';
import type { Context } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { catalog } from '#lib/providers/catalog.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';

const idempotentOf = Object.fromEntries(
  providerIds.map((id) => [id, catalog[id].canRead ? catalog[id].verbs : catalog[id].idempotent]),
);

/** It is unknown, and no look is planned, or its provider is among `unreadable`. */
export function hasNoLook(unreadable: readonly ProviderId[]): SQL {
  return sql`(c.state = 'closed' and c.outcome = 'unknown'
    and (c.settle_at is null or c.provider = any(${sql.param([...unreadable])}::text[])))`;
}

/** Besides, no later change has overtaken it. */
export function waitsForWord(unreadable: readonly ProviderId[]): SQL {
  return sql`(${hasNoLook(unreadable)} and ${overtakenBy(sql`c`)} is null)`;
}

/** Readable providers are looked at first; elsewhere only idempotent verbs. */
export const isIdempotent = sql`not exists (select 1 from jsonb_array_elements(c.operations) as p(o)
  where not (${JSON.stringify(idempotentOf)}::jsonb -> c.provider) ? (p.o ->> 'verb'))`;

/** An order-independent fingerprint of a set of lines and their states. An aggregate, or null. */
export const fingerprint = sql`sum(distinct hashint8extended(c.id, (extract(epoch from c.not_before) * 1000)::bigint))`;

/** Not connected, no worker, unauthorized, or an outage. */
export async function unreadableProviders(
  context: Pick<Context, 'database' | 'providers'>,
): Promise<ProviderId[]> {
  const rows = await runPlannedStatement<{ provider: ProviderId }>(
    context.database,
    sql`select provider from provider_leases where lease_until > now() and state not in ('open', 'blocked')`,
  );
  const driven = new Set(rows.map(({ provider }) => provider));
  return providerIds.filter((id) => !driven.has(id) || context.providers.get(id) === null);
}
