/** Key/value tags; every answer shows the whole user. */

import type { FragmentConfig } from '../config.ts';
import type { ApplyInput, ApplyResult, HeldTag, TagProvider, UserRefs } from '../contract.ts';
import type { ProviderDeps } from '../deps.ts';
import { ProviderError } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { expectProviderError, rejectUnsupported } from '../outcome.ts';
import { settleFailedCall } from '../settle-call.ts';
import { createFragmentClient, type FragmentClient } from './client.ts';
import { createUser, findIdentities } from './find-and-create.ts';
import { listIdentities } from './list-identities.ts';
import { fromRefusal, fromUpdate, isAbout, toHeldTags, toRefs, toUpdateUser } from './map.ts';
import { createSharedList, type SharedList } from './shared-list.ts';
import type { FragmentUser } from './wire.ts';

const maxShownNameLength = 100;
const noCatalogue = 'FRAGMENT has no catalogue of tags.';

export function createFragment(config: FragmentConfig, deps: ProviderDeps = {}): TagProvider {
  const client = createFragmentClient(config, deps);
  const readList = createSharedList(client);

  return {
    id: 'fragment',
    apply: (input) => applyAll(client, readList, input),
    readTags: async (externalId) => {
      const { user, exchanges } = await readList(externalId);
      return { tags: tagsOf(user, externalId), ...refsOf(client, user), exchanges };
    },
    // One answer without pages: it can only begin again.
    listIdentities: () => listIdentities(client),
    findIdentities: (by, text) => findIdentities(client, readList, by, text),
    createUser: (externalId) => createUser(client, readList, externalId),
    saveProfile: () => rejectUnsupported('fragment', 'FRAGMENT has no call that saves a profile.'),
    listCatalogue: () => rejectUnsupported('fragment', noCatalogue),
    createCatalogueTag: () => rejectUnsupported('fragment', noCatalogue),
    check: () => client.openList([]),
    close: client.close,
  };
}

async function applyAll(
  client: FragmentClient,
  readList: SharedList,
  input: ApplyInput,
): Promise<ApplyResult> {
  const { externalId, operations, knownRefs = [] } = input;
  const exchanges: Exchange[] = [];
  let refs: { refs?: UserRefs } = {};
  try {
    const user = await client.updateUser(externalId, toUpdateUser(operations), exchanges, input.repeated);
    if (!isAbout(user, externalId, knownRefs)) {
      const words = `FRAGMENT answered about somebody else (${nameOf(client, user)}), not about ${externalId}.`;
      const exchange = exchanges.at(-1) ?? null;
      throw new ProviderError('fragment', 'bad-answer', words, {
        status: exchange?.status ?? null,
        exchange,
      });
    }
    const tags = toHeldTags(user);
    const results = fromUpdate(operations, tags, input);
    return { results, tags, ...refsOf(client, user), exchanges, retryAfterMs: null, lastError: null };
  } catch (thrown) {
    const look = {
      read: async () => {
        const list = await readList(externalId);
        exchanges.push(...list.exchanges);
        refs = refsOf(client, list.user);
        return tagsOf(list.user, externalId);
      },
      checksRefusals: input.checkRefusals ?? false,
    };
    const error = expectProviderError(thrown);
    const settled = await settleFailedCall(input, error, 'FRAGMENT', exchanges, look, (believed) =>
      fromRefusal(operations, believed),
    );
    return { ...settled, ...refs };
  }
}

function refsOf(client: FragmentClient, user: FragmentUser | null): { refs?: UserRefs } {
  const refs = user && toRefs(user, (ref) => client.redact(ref) === ref);
  return refs ? { refs } : {};
}

function nameOf(client: FragmentClient, { id }: FragmentUser): string {
  return client.redact(id).slice(0, maxShownNameLength).toWellFormed();
}

/** Throws ProviderError `not-found`, or `bad-answer` where the list leaves tags out. */
function tagsOf(user: FragmentUser | null, ref: string): HeldTag[] {
  if (!user) throw new ProviderError('fragment', 'not-found', `FRAGMENT lists no user with the ref ${ref}.`);
  const tags = toHeldTags(user);
  if (tags) return tags;
  throw new ProviderError('fragment', 'bad-answer', 'FRAGMENT listed the user without tags.');
}
