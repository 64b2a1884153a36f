/** Labels from the organisation's catalogue; every write is compared with a read. */
import { applySupported } from '../apply-supported.ts';
import type { CapillaryConfig } from '../config.ts';
import type { ApplyInput, ApplyResult, HeldTag, TagProvider } from '../contract.ts';
import type { ProviderDeps } from '../deps.ts';
import { ProviderError } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { expectProviderError, rejectUnsupported, resultOf } from '../outcome.ts';
import { settleFailedCall } from '../settle-call.ts';
import { type CapillaryClient, createCapillaryClient } from './client.ts';
import { findIdentities, listIdentities, readNames } from './list-identities.ts';
import { additionsOf, fromChange, toChangeLabels, toHeldTags } from './map.ts';
import { type AdditionProver, createAdditionProver } from './prove-additions.ts';
import { createSerialize } from './serialize.ts';
import type { Envelope } from './wire.ts';

export function createCapillary(config: CapillaryConfig, deps: ProviderDeps = {}): TagProvider {
  const client = createCapillaryClient(config, deps);
  const serialize = createSerialize();
  const prover = createAdditionProver(client);

  return {
    id: 'capillary',
    apply: (input) =>
      applySupported(
        input,
        ({ verb, key }) => {
          // Capillary's own sample sends blank names without an error: removing an existing blank label is
          // tried, and read.
          if (verb === 'remove' ? key === '' : key.trim() === '') return 'Label cannot be blank.';
          return verb === 'add' || verb === 'remove' ? null : 'Capillary can only add and remove labels.';
        },
        // Capillary, errors: 521 for several actions on one customer at once.
        (supported) => serialize(supported.externalId, () => applyAll(client, prover, supported)),
      ),
    readTags: async (externalId) => {
      const exchanges: Exchange[] = [];
      return { tags: toHeldTags(await client.getCustomerLabels(externalId, exchanges)), exchanges };
    },
    listIdentities: (cursor) => listIdentities(client, cursor),
    findIdentities: (by, text) => findIdentities(client, by, text),
    readNames: (externalId) => readNames(client, externalId),
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

async function applyAll(
  client: CapillaryClient,
  prover: AdditionProver,
  input: ApplyInput,
): Promise<ApplyResult> {
  const { externalId, operations } = input;
  const exchanges: Exchange[] = [];
  try {
    const written = input.together ? prover.begin() : () => {};
    const reply = await client
      .changeLabels(externalId, toChangeLabels(operations), exchanges, input.repeated)
      .finally(written);
    const proof = await proveTogether(prover, input, reply);
    if (proof) {
      const results = operations.map(() => resultOf('confirmed'));
      return {
        results,
        tags: null,
        exchanges: [...exchanges, ...proof],
        retryAfterMs: null,
        lastError: null,
      };
    }
    const tags = await tryToRead(client, externalId, exchanges);
    const results = fromChange(input, reply, tags);
    const open = tags === null && results.some(({ outcome }) => outcome === 'unknown');
    return { results, tags, exchanges, retryAfterMs: null, lastError: open ? 'bad-answer' : null };
  } catch (thrown) {
    return settleFailedCall(input, expectProviderError(thrown), 'Capillary', exchanges, {
      read: async () => toHeldTags(await client.getCustomerLabels(externalId, exchanges)),
      checksRefusals: true,
    });
  }
}

/** The calls that show the additions; null: read the customer. */
async function proveTogether(
  prover: AdditionProver,
  input: ApplyInput,
  reply: Envelope,
): Promise<Exchange[] | null> {
  const labels = input.together ? additionsOf(input, reply) : null;
  if (!labels) return null;
  input.together?.onAnswered();
  return prover.prove(input.externalId, labels);
}

/** null: unknown. A reading only ever helps here. */
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

/** A warning means that the label was not made, e.g. at the organisation's maximum. */
async function createLabel(client: CapillaryClient, name: string): Promise<void> {
  const { warnings } = await client.addOrganizationLabels({
    orgLabels: [{ name, description: 'Added in Tagdesk' }],
  });
  const [warning] = warnings;
  if (!warning) return;
  const words = warning.message ?? 'Capillary did not add the label.';
  throw new ProviderError('capillary', 'invalid', words, { providerCode: warning.code ?? null });
}
