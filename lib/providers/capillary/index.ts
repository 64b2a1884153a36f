/** Capillary as a TagProvider: labels from the organisation's catalogue, every write compared with a read. */
import { applySupported } from '../apply-supported.ts';
import type { Budget } from '../budget.ts';
import type { CapillaryConfig } from '../config.ts';
import type { ApplyInput, ApplyResult, Exchange, HeldTag, TagProvider } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { expectProviderError, rejectUnsupported, resultOf, resultOfFailedCall } from '../outcome.ts';
import { type CapillaryClient, createCapillaryClient } from './client.ts';
import { fromChange, isShown, toChangeLabels, toHeldTags } from './map.ts';
import { createSerialize } from './serialize.ts';

/** Makes Capillary's client. The contract's own words say what each member takes, gives and throws. */
export function createCapillary(config: CapillaryConfig, budget?: Budget): TagProvider {
  const client = createCapillaryClient(config, budget);
  const serialize = createSerialize();

  return {
    id: 'capillary',
    apply: (input) =>
      applySupported(
        input,
        ({ verb, key }) => {
          // Capillary's own sample sends blank names and is told nothing: what they do is unknown.
          if (key.trim() === '') return 'Label cannot be blank.';
          return verb === 'add' || verb === 'remove' ? null : 'Capillary can only add and remove labels.';
        },
        // Capillary, errors: 521 for several actions on one customer at once.
        (supported) => serialize(supported.externalId, () => applyAll(client, supported)),
      ),
    readTags: async (externalId) => {
      const exchanges: Exchange[] = [];
      return { tags: toHeldTags(await client.getCustomerLabels(externalId, exchanges)), exchanges };
    },
    saveProfile: () => rejectUnsupported('capillary', 'Tagdesk does not change profiles at Capillary.'),
    listCatalogue: async () => {
      const names = await client.getOrganizationLabels();
      return [...new Set(names)].map((key) => ({ key, value: null }));
    },
    createCatalogueTag: ({ key }) => createLabel(client, key),
    check: async () => {
      await client.getOrganizationLabels();
    },
    close: client.close,
  };
}

async function applyAll(client: CapillaryClient, input: ApplyInput): Promise<ApplyResult> {
  const { externalId, operations, before } = input;
  const exchanges: Exchange[] = [];
  try {
    const reply = await client.changeLabels(externalId, toChangeLabels(operations), exchanges);
    const tags = await tryToRead(client, externalId, exchanges);
    return { results: fromChange(input, reply, tags), tags, exchanges, retryAfterMs: null, trouble: null };
  } catch (thrown) {
    const error = expectProviderError(thrown);
    const failed = resultOfFailedCall(operations, error, 'Capillary', exchanges);
    if (!error.mayHaveApplied) return failed;
    const tags = await tryToRead(client, externalId, exchanges);
    // What is not shown may still arrive, so it stays unknown.
    const results = operations.map((operation, index) => {
      if (tags && isShown(operation, tags, before)) return resultOf('confirmed');
      return failed.results[index] ?? resultOf('unknown');
    });
    return { ...failed, results, tags };
  }
}

/** The customer's labels, or null where Capillary does not say: reading only ever helps here. */
async function tryToRead(
  client: CapillaryClient,
  externalId: string,
  exchanges: Exchange[],
): Promise<HeldTag[] | null> {
  try {
    return toHeldTags(await client.getCustomerLabels(externalId, exchanges));
  } catch (thrown) {
    expectProviderError(thrown);
    return null;
  }
}

/** A warning here means that the label was not made, such as when the organisation's maximum is reached. */
async function createLabel(client: CapillaryClient, name: string): Promise<void> {
  const { warnings } = await client.addOrganizationLabels({
    orgLabels: [{ name, description: 'Added in Tagdesk' }],
  });
  const [warning] = warnings;
  if (!warning) return;
  const words = warning.message ?? 'Capillary did not add the label.';
  throw new ProviderError('capillary', 'invalid', words, { providerCode: warning.code ?? null });
}
