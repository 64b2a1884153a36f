/** Cerego as a TagProvider: typed values, one per type, added and updated but never removed. */
import { applySupported } from '../apply-supported.ts';
import type { Budget } from '../budget.ts';
import type { CeregoConfig } from '../config.ts';
import type { Exchange, TagProvider } from '../contract.ts';
import { rejectUnsupported } from '../outcome.ts';
import { applyOperations } from './apply-operations.ts';
import { createCeregoClient } from './client.ts';
import { readCeregoTags } from './read-tags.ts';

const noProfile = 'Cerego has no call that saves a profile.';
const noCatalogue = 'Cerego has no call that lists or makes tag types: its support sets them up.';

/** Makes Cerego's client. The contract's own words say what each member takes, gives and throws. */
export function createCerego(config: CeregoConfig, budget?: Budget): TagProvider {
  const client = createCeregoClient(config, budget);

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
        (supported) => applyOperations(client, config, supported),
      ),
    readTags: async (externalId) => {
      const exchanges: Exchange[] = [];
      return { tags: await readCeregoTags(client, config, externalId, exchanges), exchanges };
    },
    saveProfile: () => rejectUnsupported('cerego', noProfile),
    listCatalogue: () => rejectUnsupported('cerego', noCatalogue),
    createCatalogueTag: () => rejectUnsupported('cerego', noCatalogue),
    check: client.getProfile,
    close: client.close,
  };
}
