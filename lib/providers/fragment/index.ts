/** FRAGMENT as a TagProvider: key/value tags; every answer shows the whole user. */
import type { Budget } from '../budget.ts';
import type { FragmentConfig } from '../config.ts';
import type { ApplyInput, ApplyResult, Exchange, HeldTag, TagProvider } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { expectProviderError, rejectUnsupported, resultOf, resultOfFailedCall } from '../outcome.ts';
import { createFragmentClient, type FragmentClient } from './client.ts';
import { findUser, fromRefusal, fromUpdate, isShown, toHeldTags, toUpdateUser } from './map.ts';
import { createSharedList, type SharedList } from './shared-list.ts';

const noCatalogue = 'FRAGMENT has no catalogue of tags.';

/** Makes FRAGMENT's client. The contract's own words say what each member takes, gives and throws. */
export function createFragment(config: FragmentConfig, budget?: Budget): TagProvider {
  const client = createFragmentClient(config, budget);
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
    const tags = toHeldTags(await client.updateUser(externalId, toUpdateUser(operations), exchanges));
    return { results: fromUpdate(operations, tags), tags, exchanges, retryAfterMs: null, trouble: null };
  } catch (thrown) {
    const error = expectProviderError(thrown);
    const failed = resultOfFailedCall(operations, error, 'FRAGMENT', exchanges);
    if (error.mayHaveApplied) return readBack(readList, input, failed);
    const refused = failed.results.every(({ outcome }) => outcome === 'refused');
    return refused ? { ...failed, results: fromRefusal(operations, error) } : failed;
  }
}

/** Turns `unknown` into `confirmed` where the list shows what was wanted. What is not shown may still arrive. */
async function readBack(readList: SharedList, input: ApplyInput, failed: ApplyResult): Promise<ApplyResult> {
  try {
    const list = await readList();
    const tags = tagsOf(list.users, input.externalId);
    const results = input.operations.map((operation, index) => {
      if (isShown(operation, tags)) return resultOf('confirmed');
      return failed.results[index] ?? resultOf('unknown');
    });
    return { ...failed, results, tags, exchanges: [...failed.exchanges, ...list.exchanges] };
  } catch (thrown) {
    expectProviderError(thrown);
    return failed;
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
