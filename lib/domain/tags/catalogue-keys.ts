import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { TagProvider } from '#lib/providers/contract.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Registry } from '#lib/providers/registry.ts';

/** While somebody types, the catalogue is read once. */
const freshForMs = 20_000;
const timeoutMs = 3_000;

type Known = { readAt: number; keys: Promise<ReadonlySet<string>> };
const known = new WeakMap<TagProvider, Known>();

/** null: unknown. Asks the provider at most every 20 s, unless `anew`. The caller checks permission. */
export async function catalogueKeys(
  { database, providers }: { database: Queryable; providers: Pick<Registry, 'get'> },
  provider: ProviderId,
  { anew = false } = {},
): Promise<ReadonlySet<string> | null> {
  const client = providers.get(provider);
  if (!client || !capabilitiesOf(provider).hasCatalogue) return null;
  if (anew) known.delete(client);
  return Promise.race([
    keysOf(database, client).catch((error: unknown) => {
      if (error instanceof ProviderError) return null;
      throw error;
    }),
    pause(timeoutMs, null, { ref: false }),
  ]);
}

function keysOf(database: Queryable, client: TagProvider): Promise<ReadonlySet<string>> {
  const held = known.get(client);
  if (held && performance.now() - held.readAt < freshForMs) return held.keys;
  const keys = learnCatalogue(database, client);
  known.set(client, { readAt: performance.now(), keys });
  // A failed read is not cached.
  keys.catch(() => known.delete(client));
  return keys;
}

/** What is in the catalogue is a known tag, also where nobody carries it. */
async function learnCatalogue(database: Queryable, client: TagProvider): Promise<ReadonlySet<string>> {
  const keys = new Set((await client.listCatalogue()).map(({ key }) => key));
  await database.execute(sql`
    insert into tags (provider, key) select ${client.id}, k from unnest(${sql.param([...keys])}::text[]) k
    where not exists (select from tags t where t.provider = ${client.id} and md5(t.key) = md5(k)
      and md5(coalesce(t.value, '')) = md5('')) on conflict do nothing`);
  return keys;
}
