/** Typed values, one per type, added and updated but never removed. */
import { applySupported } from '../apply-supported.ts';
import type { CeregoConfig } from '../config.ts';
import type { TagProvider } from '../contract.ts';
import type { ProviderDeps } from '../deps.ts';
import { ProviderError } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { rejectUnsupported } from '../outcome.ts';
import { applyOperations } from './apply-operations.ts';
import { createCeregoClient } from './client.ts';
import { findIdentities, listIdentities } from './list-identities.ts';
import { createCeregoReader } from './read-tags.ts';

const noProfile = 'Cerego has no call that saves a profile.';
const noCatalogue = 'Cerego has no call that lists or makes tag types: its support sets them up.';

export function createCerego(config: CeregoConfig, deps: ProviderDeps = {}): TagProvider {
  const client = createCeregoClient(config, deps);
  const reader = createCeregoReader(client, config);
  const way = { client, reader, tagTypes: config.tagTypes };

  return {
    id: 'cerego',
    apply: (input) =>
      applySupported(
        input,
        ({ verb }) => {
          if (verb === 'remove') return 'Cerego has no way to remove a tag.';
          return verb === 'set'
            ? 'Cerego can only add where there is no value and update where there is one.'
            : null;
        },
        (supported) => applyOperations(way, supported),
      ),
    readTags: async (externalId, hints = {}) => {
      const exchanges: Exchange[] = [];
      const tags = await reader.read(externalId, hints, exchanges);
      if (tags) return { tags, exchanges };
      throw new ProviderError('cerego', 'not-found', `Cerego lists no user with the id ${externalId}.`);
    },
    listIdentities: (cursor) => listIdentities(client, config, cursor),
    findIdentities: (by, text) => findIdentities(client, config, by, text),
    saveProfile: () => rejectUnsupported('cerego', noProfile),
    listCatalogue: () => rejectUnsupported('cerego', noCatalogue),
    createCatalogueTag: () => rejectUnsupported('cerego', noCatalogue),
    check: client.getProfile,
    close: client.close,
  };
}
