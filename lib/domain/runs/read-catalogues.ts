import { catalogueKeys } from '#lib/domain/tags/catalogue-keys.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Registry } from '#lib/providers/registry.ts';
import type { Catalogues } from './decide-targets-sql.ts';

export type CatalogueProviders = Pick<Registry, 'get'>;

/** What cannot be read within seconds is left out: a plan claims nothing of it. `anew`: as it is now. */
export async function readCatalogues(
  reader: { database: Queryable; providers: CatalogueProviders },
  wanted: readonly ProviderId[],
  { anew = true } = {},
): Promise<Catalogues> {
  const read = wanted.map(async (provider): Promise<[ProviderId, ReadonlySet<string>][]> => {
    const keys = await catalogueKeys(reader, provider, { anew });
    return keys === null ? [] : [[provider, keys]];
  });
  return new Map((await Promise.all(read)).flat());
}
