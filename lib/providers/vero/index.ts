/** Labels, written but never read. */
import { applySupported } from '../apply-supported.ts';
import type { VeroConfig } from '../config.ts';
import type { ApplyInput, ApplyResult, OperationResult, TagProvider } from '../contract.ts';
import type { ProviderDeps } from '../deps.ts';
import { ProviderError } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import {
  expectProviderError,
  isOpen,
  lastErrorOf,
  rejectUnsupported,
  resultOf,
  resultOfError,
  retryAfterOf,
  unknownOfError,
} from '../outcome.ts';
import { createVeroClient, type VeroClient } from './client.ts';
import { fromReply, toIdentify, toTagsEdit } from './map.ts';
import { veroProfileRules } from './rules.ts';
import type { StatusReply } from './wire.ts';

const noRead = 'Vero has no public way to read a user’s tags.';
const noCatalogue = 'Vero has no catalogue of tags.';

/** A made-up id for the only call that proves a token; the call changes nothing. */
const checkId = 'tagdesk-connection-check';

export function createVero(config: VeroConfig, deps: ProviderDeps = {}): TagProvider {
  const client = createVeroClient(config, deps);

  /** One for the whole call: Vero has one answer for all. */
  async function ask(call: (trail: Exchange[]) => Promise<StatusReply & { repeated: boolean }>) {
    const exchanges: Exchange[] = [];
    try {
      const reply = await call(exchanges);
      const result = fromReply(reply, reply.repeated);
      const lastError: ApplyResult['lastError'] = result.outcome === 'unknown' ? 'bad-answer' : null;
      return { result, exchanges, retryAfterMs: null, lastError };
    } catch (thrown) {
      const error = expectProviderError(thrown);
      return {
        result: explain(error),
        exchanges,
        // At Vero only a 429, or a time that it asks for, means that nothing was applied.
        retryAfterMs: error.code === 'busy' ? error.retryAfterMs : retryAfterOf(error),
        lastError: lastErrorOf(error),
      };
    }
  }

  async function applyAll(input: ApplyInput): Promise<ApplyResult> {
    const { result, ...rest } = await ask((trail) =>
      client.editTags(toTagsEdit(input), trail, input.repeated),
    );
    return { results: input.operations.map(() => result), tags: null, ...rest };
  }

  return {
    id: 'vero',
    apply: (input) =>
      applySupported(
        input,
        ({ verb }) => (verb === 'add' || verb === 'remove' ? null : 'Vero can only add and remove tags.'),
        applyAll,
      ),
    readTags: () => rejectUnsupported('vero', noRead),
    saveProfile: async (externalId, profile) => {
      const body = toIdentify(externalId, profile);
      if (body) return ask((trail) => client.identify(body, trail));
      const message = veroProfileRules.check({ key: 'timezone', value: '' });
      return { result: resultOf('refused', { message }), exchanges: [], retryAfterMs: null, lastError: null };
    },
    listCatalogue: () => rejectUnsupported('vero', noCatalogue),
    createCatalogueTag: () => rejectUnsupported('vero', noCatalogue),
    check: () => checkToken(client),
    close: client.close,
  };
}

/** Vero cannot be read back: whoever settles an unknown outcome must know what is safe. */
function explain(error: ProviderError): OperationResult {
  if (!isOpen(error)) return resultOfError(error, 'Vero');
  return {
    ...unknownOfError(error, 'Vero'),
    hint: 'Vero may or may not have taken it and cannot be read. Sending it again does no harm.',
  };
}

/** An edit without tags: a good token is refused as incomplete, a bad one as unauthorized. */
async function checkToken(client: VeroClient): Promise<void> {
  try {
    await client.editTags({ id: checkId, add: [], remove: [] }, []);
  } catch (thrown) {
    const refusedAsIncomplete = thrown instanceof ProviderError && thrown.code === 'invalid';
    if (!refusedAsIncomplete) throw thrown;
  }
}
