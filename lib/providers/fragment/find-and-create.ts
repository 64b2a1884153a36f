/** One person at FRAGMENT: looked for by a reference, or made of an external id. */
import type { CreateResult, FindBy, IdentityRow } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { toIdentityRows } from '../identity-rows.ts';
import {
  expectProviderError,
  isOpen,
  lastErrorOf,
  resultOf,
  resultOfError,
  retryAfterOf,
  unknownOfError,
} from '../outcome.ts';
import type { FragmentClient } from './client.ts';
import { isAbout, toHeldTags, toRefs } from './map.ts';
import { fragmentRules } from './rules.ts';
import type { SharedList } from './shared-list.ts';
import type { FragmentUser } from './wire.ts';

/** One person's external id may be another's id: both are given. */
export async function findIdentities(
  client: Pick<FragmentClient, 'redact'>,
  readList: SharedList,
  by: FindBy,
  text: string,
): Promise<IdentityRow[]> {
  if (by !== 'reference')
    throw new ProviderError('fragment', 'unsupported', `FRAGMENT cannot be asked by ${by}.`);
  const { all } = await readList(text);
  const told = all.map(({ id, externalId }) => ({ externalId: id, secondRef: externalId, tags: null }));
  return toIdentityRows({ label: 'FRAGMENT', rules: fragmentRules, redact: client.redact }, told).rows;
}

/** What FRAGMENT does with an external id that it has is not documented: it is never sent twice. */
export async function createUser(
  client: Pick<FragmentClient, 'createUser' | 'redact'>,
  readList: SharedList,
  externalId: string,
): Promise<CreateResult> {
  const exchanges: Exchange[] = [];
  const usual = { existed: false, tags: null, exchanges, retryAfterMs: null, lastError: null };
  const shown = (user: FragmentUser) => {
    const refs = toRefs(user, (ref) => client.redact(ref) === ref);
    return { ...usual, result: resultOf('confirmed'), tags: toHeldTags(user), ...(refs ? { refs } : {}) };
  };
  try {
    const before = await readList(externalId);
    exchanges.push(...before.exchanges);
    if (before.user) return { ...shown(before.user), existed: true };
  } catch (thrown) {
    // Nothing was sent.
    const error = expectProviderError(thrown);
    if (error.exchange) exchanges.push(error.exchange);
    const result = { ...resultOfError(error, 'FRAGMENT'), outcome: 'failed' as const };
    return { ...usual, result, retryAfterMs: retryAfterOf(error), lastError: lastErrorOf(error) };
  }
  try {
    const user = await client.createUser({ external_id: externalId }, exchanges);
    if (isAbout(user, externalId, [])) return shown(user);
    const words = `FRAGMENT answered about somebody else than ${externalId}.`;
    const exchange = exchanges.at(-1) ?? null;
    throw new ProviderError('fragment', 'bad-answer', words, { status: exchange?.status ?? null, exchange });
  } catch (thrown) {
    const error = expectProviderError(thrown);
    const failure = { ...usual, retryAfterMs: retryAfterOf(error), lastError: lastErrorOf(error) };
    if (!isOpen(error)) return { ...failure, result: resultOfError(error, 'FRAGMENT') };
    const after = await tryToFind(readList, externalId, exchanges);
    // Not sent again by itself: it may still arrive.
    const unknown = { ...failure, retryAfterMs: null, result: unknownOfError(error, 'FRAGMENT') };
    return after ? shown(after) : unknown;
  }
}

/** null: not there, or not known. */
async function tryToFind(
  readList: SharedList,
  externalId: string,
  exchanges: Exchange[],
): Promise<FragmentUser | null> {
  try {
    const { user, exchanges: read } = await readList(externalId);
    exchanges.push(...read);
    return user;
  } catch (thrown) {
    expectProviderError(thrown);
    return null;
  }
}
