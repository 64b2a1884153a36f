/** FRAGMENT as a TagProvider: key/value tags; every answer shows the whole user. */
import type { FragmentConfig } from '../config.ts';
import type { ApplyInput, ApplyResult, Exchange, HeldTag, TagProvider, UserRefs } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { expectProviderError, rejectUnsupported, resultOf, resultOfFailedCall } from '../outcome.ts';
import { createFragmentClient, type FragmentClient } from './client.ts';
import {
  fromRefusal,
  fromStranger,
  fromUpdate,
  isAbout,
  isShown,
  toHeldTags,
  toRefs,
  toUpdateUser,
} from './map.ts';
import { createSharedList, type SharedList } from './shared-list.ts';
import type { FragmentUser } from './wire.ts';

const longestNameShown = 100;
const noCatalogue = 'FRAGMENT has no catalogue of tags.';

/** Makes FRAGMENT's client. The contract's own words say what each member takes, gives and throws. */
export function createFragment(config: FragmentConfig): TagProvider {
  const client = createFragmentClient(config);
  const readList = createSharedList(client);

  return {
    id: 'fragment',
    apply: (input) => applyAll(client, readList, input),
    readTags: async (externalId) => {
      const { user, exchanges } = await readList(externalId);
      return { tags: tagsOf(user, externalId), ...refsOf(client, user), exchanges };
    },
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
  try {
    const user = await client.updateUser(externalId, toUpdateUser(operations), exchanges);
    const answered = { exchanges, retryAfterMs: null };
    if (!isAbout(user, externalId, knownRefs)) {
      const results = fromStranger(operations, externalId, nameOf(client, user));
      return readBack(client, readList, input, { ...answered, results, tags: null, trouble: 'bad-answer' });
    }
    const tags = toHeldTags(user);
    const results = fromUpdate(operations, tags);
    return { ...answered, results, tags, ...refsOf(client, user), trouble: null };
  } catch (thrown) {
    const error = expectProviderError(thrown);
    const failed = resultOfFailedCall(operations, error, 'FRAGMENT', exchanges);
    if (error.mayHaveApplied) return readBack(client, readList, input, failed);
    const refused = failed.results.every(({ outcome }) => outcome === 'refused');
    return refused ? { ...failed, results: fromRefusal(operations, error) } : failed;
  }
}

/** Turns `unknown` into `confirmed` where the list shows what was wanted. What is not shown may still arrive. */
async function readBack(
  client: FragmentClient,
  readList: SharedList,
  input: ApplyInput,
  failed: ApplyResult,
): Promise<ApplyResult> {
  try {
    const list = await readList(input.externalId);
    const tags = tagsOf(list.user, input.externalId);
    const results = input.operations.map((operation, index) => {
      if (isShown(operation, tags)) return resultOf('confirmed');
      return failed.results[index] ?? resultOf('unknown');
    });
    const exchanges = [...failed.exchanges, ...list.exchanges];
    return { ...failed, results, tags, ...refsOf(client, list.user), exchanges };
  } catch (thrown) {
    expectProviderError(thrown);
    return failed;
  }
}

function refsOf(client: FragmentClient, user: FragmentUser | null): { refs?: UserRefs } {
  const refs = user && toRefs(user, (ref) => client.redact(ref) === ref);
  return refs ? { refs } : {};
}

function nameOf(client: FragmentClient, { id }: FragmentUser): string {
  return client.redact(id).slice(0, longestNameShown).toWellFormed();
}

/** Throws ProviderError `not-found` where nobody has that ref, `bad-answer` where the list leaves tags out. */
function tagsOf(user: FragmentUser | null, ref: string): HeldTag[] {
  if (!user) throw new ProviderError('fragment', 'not-found', `FRAGMENT lists no user with the ref ${ref}.`);
  const tags = toHeldTags(user);
  if (tags) return tags;
  throw new ProviderError('fragment', 'bad-answer', 'FRAGMENT listed the user without tags.');
}
