/** FRAGMENT as a TagProvider: key/value tags; every answer shows the whole user. */
import type { FragmentConfig } from '../config.ts';
import type { ApplyInput, ApplyResult, Exchange, HeldTag, TagProvider } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { expectProviderError, rejectUnsupported } from '../outcome.ts';
import { settleFailedCall } from '../settle-call.ts';
import { createFragmentClient, type FragmentClient } from './client.ts';
import { findUser, fromRefusal, fromUpdate, toHeldTags, toUpdateUser } from './map.ts';
import { createSharedList, type SharedList } from './shared-list.ts';

const noCatalogue = 'FRAGMENT has no catalogue of tags.';

/** Makes FRAGMENT's client. The contract's own words say what each member takes, gives and throws. */
export function createFragment(config: FragmentConfig): TagProvider {
  const client = createFragmentClient(config);
  const readList = createSharedList(client);

  return {
    id: 'fragment',
    apply: (input) => applyAll(client, readList, input),
    readTags: async (externalId) => {
      const { users, exchanges } = await readList();
      return { tags: tagsOf(users, externalId), exchanges };
    },
    saveProfile: () => rejectUnsupported('fragment', 'FRAGMENT has no call that saves a profile.'),
    listCatalogue: () => rejectUnsupported('fragment', noCatalogue),
    createCatalogueTag: () => rejectUnsupported('fragment', noCatalogue),
    check: async () => {
      await readList();
    },
    close: client.close,
  };
}

async function applyAll(
  client: FragmentClient,
  readList: SharedList,
  input: ApplyInput,
): Promise<ApplyResult> {
  const { externalId, operations } = input;
  const exchanges: Exchange[] = [];
  try {
    const user = await client.updateUser(externalId, toUpdateUser(operations), exchanges, input.repeated);
    const tags = toHeldTags(user);
    return {
      results: fromUpdate(operations, tags, input),
      tags,
      exchanges,
      retryAfterMs: null,
      trouble: null,
    };
  } catch (thrown) {
    const look = {
      read: async () => {
        const list = await readList();
        exchanges.push(...list.exchanges);
        return tagsOf(list.users, externalId);
      },
      checksRefusals: input.checkRefusals ?? false,
    };
    return settleFailedCall(input, expectProviderError(thrown), 'FRAGMENT', exchanges, look, (error) =>
      fromRefusal(operations, error),
    );
  }
}

/** Throws ProviderError `not-found` where nobody has that ref, `bad-answer` where the list leaves tags out. */
function tagsOf(users: Parameters<typeof findUser>[0], ref: string): HeldTag[] {
  const user = findUser(users, ref);
  if (!user) throw new ProviderError('fragment', 'not-found', `FRAGMENT lists no user with the ref ${ref}.`);
  const tags = toHeldTags(user);
  if (tags) return tags;
  throw new ProviderError('fragment', 'bad-answer', 'FRAGMENT listed the user without tags.');
}
