/** Unknown outcomes that wait for a person, as SQL over a change `c`. */
import { type SQL, sql } from 'drizzle-orm';
import { overtakenBy } from '#lib/domain/changes/overtaken.ts';
import type { Context } from '#lib/platform/context.ts';
import { catalog } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';

const idempotentOf = Object.fromEntries(
  providerIds.map((id) => [id, catalog[id].canRead ? catalog[id].verbs : catalog[id].idempotent]),
);

/** It is unknown, and no look is planned, or its provider is among `unreadable`. */
export function hasNoLook(unreadable: SQL): SQL {
  return sql`(c.state = 'closed' and c.outcome = 'unknown'
    and (c.settle_at is null or c.provider = any(${unreadable})))`;
}

/** Besides, no later change has overtaken it. */
export function waitsForWord(unreadable: SQL): SQL {
  return sql`(${hasNoLook(unreadable)} and ${overtakenBy(sql`c`)} is null)`;
}

/** Readable providers are looked at first; elsewhere only idempotent verbs. */
export const isIdempotent = sql`not exists (select 1 from jsonb_array_elements(c.operations) as p(o)
  where not (${JSON.stringify(idempotentOf)}::jsonb -> c.provider) ? (p.o ->> 'verb'))`;

/** An order-independent fingerprint of a set of lines and their states. An aggregate, or null. */
export const fingerprint = sql`sum(distinct hashint8extended(c.id, (extract(epoch from c.not_before) * 1000)::bigint))`;

/** As `text[]`: not connected, no worker, unauthorized, or an outage. */
export function unreadableProviders({ providers }: Pick<Context, 'providers'>): SQL {
  const connected = providerIds.filter((id) => providers.get(id) !== null);
  return sql`array(select p from unnest(${sql.param([...providerIds])}::text[]) as p
    where p <> all(${sql.param(connected)}::text[]) or not exists (
      select 1 from provider_leases l
      where l.provider = p and l.lease_until > now() and l.state not in ('open', 'blocked')))`;
}
