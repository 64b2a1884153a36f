import { catalogueKeys } from '#lib/domain/tags/catalogue-keys.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Registry } from '#lib/providers/registry.ts';
import type { Catalogues } from './decide-targets-sql.ts';

export type CatalogueProviders = Pick<Registry, 'get'>;

/** As they are now. What cannot be read within seconds is left out: a plan claims nothing of it. */
export async function readCatalogues(
  providers: CatalogueProviders,
  wanted: readonly ProviderId[],
): Promise<Catalogues> {
  const read = wanted.map(async (provider): Promise<[ProviderId, ReadonlySet<string>][]> => {
    const keys = await catalogueKeys({ providers }, provider, { anew: true });
    return keys === null ? [] : [[provider, keys]];
  });
  return new Map((await Promise.all(read)).flat());
}
