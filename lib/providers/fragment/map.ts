import type { HeldTag, Operation, OperationResult, UserRefs } from '../contract.ts';
import type { ProviderError } from '../errors.ts';
import { type Asked, shownAs } from '../held-as.ts';
import type { ToldIdentity } from '../identity-rows.ts';
import { confirmedAs, resultOf, resultOfError } from '../outcome.ts';
import type { ListedEntry } from './read-list.ts';
import { fragmentRules } from './rules.ts';
import type { FragmentUser, UpdateUserBody } from './wire.ts';

/** A PostgreSQL index entry holds more. */
const maxRefLength = 500;

/** One call; empty lists are left out. */
export function toUpdateUser(operations: readonly Operation[]): UpdateUserBody {
  const of = (verb: Operation['verb']) => operations.filter((operation) => operation.verb === verb);
  const pairs = (verb: Operation['verb']) => of(verb).map(({ key, value }) => ({ key, value: value ?? '' }));
  const lists = {
    create: pairs('add'),
    update: pairs('update'),
    set: pairs('set'),
    delete: of('remove').map(({ key }) => ({ key })),
  };
  return { tags: Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) };
}

/** null: the answer leaves it out. */
export function toHeldTags({ tags }: FragmentUser): HeldTag[] | null {
  return tags?.map(({ key, value }) => ({ key, value, providerTagId: null })) ?? null;
}

/** FRAGMENT may answer by any of `knownRefs`. */
export function isAbout(
  { id, externalId }: FragmentUser,
  asked: string,
  knownRefs: readonly string[],
): boolean {
  const theirs = [asked, ...knownRefs];
  return theirs.includes(id) || (externalId !== null && theirs.includes(externalId));
}

/** `isKept`: refuses what must not be stored. */
export function toRefs(
  { id, externalId }: FragmentUser,
  isKept: (ref: string) => boolean,
): UserRefs | undefined {
  const isRef = (ref: string) =>
    ref.length <= maxRefLength && fragmentRules.externalId.safeParse(ref).data === ref && isKept(ref);
  if (!isRef(id)) return undefined;
  return { id, other: externalId !== null && externalId !== id && isRef(externalId) ? externalId : null };
}

/** After a 2xx that shows `tags`. */
export function fromUpdate(
  operations: readonly Operation[],
  tags: readonly HeldTag[] | null,
  asked: Asked = { operations, before: [] },
): OperationResult[] {
  return operations.map((operation) => {
    const shown = tags && shownAs(operation, tags, asked);
    if (shown) return confirmedAs(shown);
    return resultOf('unknown', {
      message: `FRAGMENT took the call but does not show “${operation.key}” as asked.`,
      hint: 'Refresh the user and compare.',
    });
  });
}

/** After an error. A refusal is for the whole call; where it names one operation's key, the others say so. */
export function fromRefusal(operations: readonly Operation[], error: ProviderError): OperationResult[] {
  const refusal = resultOfError(error, 'FRAGMENT');
  if (refusal.outcome !== 'refused') return operations.map(() => refusal);
  const named = operations.filter(({ key }) => mentions(error.message, key));
  const candidates = named.length > 0 ? named : operations;
  const [blamed] = candidates;
  const culprit = candidates.length === 1 ? blamed : undefined;
  return operations.map((operation) => {
    if (culprit && culprit !== operation) {
      const message = `Not applied: FRAGMENT refused the whole change because of “${culprit.key}”.`;
      return { ...refusal, message, hint: 'Send this one without the other.' };
    }
    return { ...refusal, hint: hintFor(operation, error) };
  });
}

/** As a whole word: "tiers" does not name "tier". */
function mentions(text: string, key: string): boolean {
  if (key === '') return false;
  const letter = /[\p{L}\p{N}_-]/u;
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const before = text.slice(0, at).at(-1) ?? ' ';
    const after = text.at(at + key.length) ?? ' ';
    if (!letter.test(before) && !letter.test(after)) return true;
  }
  return false;
}

/** Codes are not published: the verb's own precondition is the likeliest cause. */
function hintFor({ verb, key }: Operation, error: ProviderError): string | null {
  if (verb === 'add' && error.code === 'conflict') {
    return `The user already has “${key}”: update it, or overwrite it.`;
  }
  if (verb === 'update' && error.code === 'not-found') {
    return `Either the user has no “${key}” (then add it) or FRAGMENT does not know the user.`;
  }
  return error.code === 'not-found' ? 'FRAGMENT may not know this user: check the FRAGMENT user ref.' : null;
}

export function toIdentity({ id, externalId, user }: ListedEntry): ToldIdentity {
  const refs = { externalId: id, secondRef: externalId };
  return user ? { ...refs, tags: toHeldTags(user) } : { ...refs, fault: 'tags that are none' };
}
