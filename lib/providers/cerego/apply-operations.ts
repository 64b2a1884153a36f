/** Sends a change to Cerego: one call per operation, one after the other, since the API has no call for several. */
import type { CeregoConfig } from '../config.ts';
import type { ApplyInput, ApplyResult, HeldTag, Operation, OperationResult } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { shownAs } from '../held-as.ts';
import {
  confirmedAs,
  expectProviderError,
  isOpen,
  isRefusal,
  resultOf,
  resultOfError,
  retryAfterOf,
  troubleOf,
  unknownOfError,
} from '../outcome.ts';
import type { CeregoClient } from './client.ts';
import { fromWrite } from './map.ts';
import { readCeregoTags } from './read-tags.ts';
import type { TagResource } from './wire.ts';

/** What one change knows while it is under way. */
type Progress = {
  client: CeregoClient;
  config: CeregoConfig;
  input: ApplyInput;
  exchanges: ApplyResult['exchanges'];
  shown: HeldTag[];
  /** The complete list, as long as no later write made it old. */
  tags: HeldTag[] | null;
  /** Whether `tags` is all that can be known now, be it null. */
  looked: boolean;
  /** Trouble that the next call would meet as well: what follows is not sent. */
  stopped: ProviderError | null;
  stoppedAt: number;
};

/** Never throws for trouble at Cerego. Reads back where an outcome is open and a partner id is configured. */
export async function applyOperations(
  client: CeregoClient,
  config: CeregoConfig,
  input: ApplyInput,
): Promise<ApplyResult> {
  const progress: Progress = {
    client,
    config,
    input,
    exchanges: [],
    shown: [],
    tags: null,
    looked: false,
    stopped: null,
    stoppedAt: -1,
  };
  const results: OperationResult[] = [];
  for (const operation of input.operations) {
    results.push(await applyOne(progress, operation));
    if (progress.stopped && progress.stoppedAt < 0) progress.stoppedAt = results.length - 1;
  }
  const settled = results.some((result) => result.outcome === 'unknown')
    ? await readBack(progress, results)
    : results;
  // The operation that stopped it may be unknown: the provider asks to come back all the same.
  const nothingApplied = settled.every(
    ({ outcome }, index) =>
      outcome === 'failed' ||
      outcome === 'refused' ||
      (outcome === 'unknown' && index === progress.stoppedAt),
  );
  return {
    results: settled,
    tags: progress.tags,
    shown: progress.shown,
    exchanges: progress.exchanges,
    retryAfterMs: progress.stopped && nothingApplied ? retryAfterOf(progress.stopped) : null,
    trouble: progress.stopped && troubleOf(progress.stopped),
  };
}

async function applyOne(progress: Progress, operation: Operation): Promise<OperationResult> {
  const { config, input, stopped } = progress;
  if (stopped) {
    const message = `Not sent, because of the operation before it: ${stopped.message}`;
    return resultOf('failed', { message, hint: 'It can be sent again.' });
  }
  try {
    const resource = await (operation.verb === 'add' ? create : update)(progress, operation);
    const { result, tag } = fromWrite(operation, input.externalId, resource, config.tagTypes, input);
    if (tag) progress.shown.push(tag);
    progress.tags = null;
    progress.looked = false;
    return result;
  } catch (thrown) {
    return settleError(progress, operation, expectProviderError(thrown));
  }
}

/** Holds a no, and what may have been applied all the same, against the list where that can be read. */
async function settleError(
  progress: Progress,
  operation: Operation,
  error: ProviderError,
): Promise<OperationResult> {
  const believed = resultOfError(error, 'Cerego');
  const open = isOpen(error);
  const looks = open || isRefusal(error);
  const tags = looks ? await tryToRead(progress) : null;
  const shown = tags && shownAs(operation, tags, progress.input, { lost: true });
  const settled = open && tags !== null && !error.mayHaveApplied;
  if (believed.outcome !== 'refused' || (open && !settled)) progress.stopped = error;
  if (shown && (open || !shownAs(operation, progress.input.before, progress.input)))
    return confirmedAs(shown);
  if (open && !settled) return unknownOfError(error, 'Cerego');
  if (believed.outcome !== 'refused') return believed;
  return { ...believed, hint: explainRefusal(progress, operation, error, tags) };
}

async function create(progress: Progress, { key, value }: Operation): Promise<TagResource> {
  const { client, config, input, exchanges } = progress;
  const type = config.tagTypes.find((candidate) => candidate.name === key);
  if (!type) {
    const words = `“${key}” is not one of the tag types configured for Cerego.`;
    throw new ProviderError('cerego', 'unsupported', words);
  }
  return client.createTag(
    type.id,
    { user_id: input.externalId, value: value ?? '' },
    exchanges,
    input.repeated,
  );
}

async function update(progress: Progress, { key, value }: Operation): Promise<TagResource> {
  const { client, input, exchanges } = progress;
  const ofKey = (tags: readonly HeldTag[] | null) => tags?.find((tag) => tag.key === key)?.providerTagId;
  const tagId = ofKey(input.before) ?? ofKey(await tryToRead(progress));
  if (!tagId) {
    const words = `Cerego’s id of this user’s ${key} is not known, and updating needs it.`;
    throw new ProviderError('cerego', 'unsupported', words);
  }
  return client.updateTag(tagId, { value: value ?? '' }, exchanges, input.repeated);
}

/** The likeliest cause of each refusal, checked by reading where that is possible. */
function explainRefusal(
  progress: Progress,
  operation: Operation,
  error: ProviderError,
  tags: readonly HeldTag[] | null,
): string | null {
  const { key } = operation;
  if (error.code === 'unsupported') {
    return operation.verb === 'add'
      ? 'An administrator can add it to Cerego’s tag types.'
      : 'Refresh the user; if that shows no value, add one instead.';
  }
  const held = tags?.find((tag) => tag.key === key);
  if (operation.verb === 'add') {
    if (held) return `${key} already has a value (${held.value}): update it instead.`;
    return tags ? null : `If the user already has a ${key}, update it instead.`;
  }
  if (tags && !held) return `The user has no ${key} at Cerego any more: add it instead.`;
  const known = progress.input.before.find((tag) => tag.key === key);
  return held && held.providerTagId !== known?.providerTagId
    ? `The user’s ${key} is another tag at Cerego by now: send it again.`
    : null;
}

/** The complete list, or null where Cerego cannot be read or does not answer: reading only ever helps here. */
async function tryToRead(progress: Progress): Promise<HeldTag[] | null> {
  const { client, config, input, exchanges } = progress;
  if (config.partnerId === null) return null;
  progress.looked = true;
  try {
    progress.tags = await readCeregoTags(client, config, input.externalId, exchanges);
    return progress.tags;
  } catch (thrown) {
    expectProviderError(thrown);
    return null;
  }
}

/** Turns `unknown` into `confirmed` where the list shows the wanted value. A missing one may still arrive. */
async function readBack(progress: Progress, results: readonly OperationResult[]): Promise<OperationResult[]> {
  const tags = progress.looked ? progress.tags : await tryToRead(progress);
  return results.map((result, index) => {
    const operation = progress.input.operations[index];
    if (result.outcome !== 'unknown' || !tags || !operation) return result;
    const shown = shownAs(operation, tags, progress.input, { lost: true });
    return shown ? confirmedAs(shown) : result;
  });
}
