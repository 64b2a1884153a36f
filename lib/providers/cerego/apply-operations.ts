/** One call per operation: the API has no call for several. */
import type { CeregoConfig } from '../config.ts';
import type { ApplyInput, ApplyResult, HeldTag, Operation, OperationResult } from '../contract.ts';
import type { ProviderError } from '../errors.ts';
import type { ProviderErrorCode } from '../exchange.ts';
import { shownAs } from '../held-as.ts';
import {
  confirmedAs,
  expectProviderError,
  isOpen,
  isRefusal,
  lastErrorOf,
  resultOf,
  resultOfError,
  retryAfterOf,
  unknownOfError,
} from '../outcome.ts';
import type { CeregoClient } from './client.ts';
import { type AskedWrite, fromWrite } from './map.ts';
import type { CeregoReader } from './read-tags.ts';
import type { TagResource } from './wire.ts';

export type Way = { client: CeregoClient; reader: CeregoReader; tagTypes: CeregoConfig['tagTypes'] };

type Progress = Way & {
  input: ApplyInput;
  exchanges: ApplyResult['exchanges'];
  shown: HeldTag[];
  /** null: unknown, or made old by a write. */
  tags: HeldTag[] | null;
  /** `tags` is all that can be known now, even null. */
  looked: boolean;
  /** The next call would fail alike: the rest is not sent. */
  stopped: { error: ProviderError; lastError: ProviderErrorCode | null } | null;
  stoppedAt: number;
};

/** Never throws for errors at Cerego. Reads where an outcome is open and the user is found quickly. */
export async function applyOperations(way: Way, input: ApplyInput): Promise<ApplyResult> {
  const progress: Progress = {
    ...way,
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
  const { stopped } = progress;
  // The stopping operation may be unknown: the provider's pause is reported all the same.
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
    retryAfterMs: stopped && nothingApplied ? retryAfterOf(stopped.error) : null,
    lastError: stopped?.lastError ?? null,
  };
}

async function applyOne(progress: Progress, operation: Operation): Promise<OperationResult> {
  const { input, stopped, tagTypes } = progress;
  if (stopped) {
    const message = `Not sent, because of the operation before it: ${stopped.error.message}`;
    return resultOf('failed', { message, hint: 'It can be sent again.' });
  }
  const prepared = await (operation.verb === 'add' ? prepareCreate : prepareUpdate)(progress, operation);
  if ('outcome' in prepared) return prepared;
  try {
    const resource = await prepared.send();
    const { result, tag } = fromWrite(
      operation,
      { ...prepared.asked, userId: input.externalId },
      resource,
      tagTypes,
      input,
    );
    if (tag) progress.shown.push(tag);
    progress.tags = null;
    progress.looked = false;
    return result;
  } catch (thrown) {
    return settleError(progress, operation, expectProviderError(thrown));
  }
}

/** Checks refusals and open outcomes against the list, where that shows the user quickly. */
async function settleError(
  progress: Progress,
  operation: Operation,
  error: ProviderError,
): Promise<OperationResult> {
  const { input } = progress;
  const believed = resultOfError(error, 'Cerego');
  const open = isOpen(error);
  const tags = open || isRefusal(error) ? await tryToReadQuickly(progress) : null;
  const shown = tags && shownAs(operation, tags, input, { lost: true });
  const settled = open && tags !== null && !error.mayHaveApplied;
  if (believed.outcome !== 'refused' || (open && !settled))
    progress.stopped = { error, lastError: lastErrorOf(error) };
  if (shown && (open || !shownAs(operation, input.before, input))) return confirmedAs(shown);
  if (open && !settled) return unknownOfError(error, 'Cerego');
  if (believed.outcome !== 'refused') return believed;
  return { ...believed, hint: explainRefusal(progress, operation, tags) };
}

/** A call ready to be sent, or a result without one. */
type Prepared = { send: () => Promise<TagResource>; asked: Omit<AskedWrite, 'userId'> } | OperationResult;

async function prepareCreate(progress: Progress, { key, value }: Operation): Promise<Prepared> {
  const { client, tagTypes, input, exchanges } = progress;
  const type = tagTypes.find((candidate) => candidate.name === key);
  if (!type) {
    return resultOf('refused', {
      message: `“${key}” is not one of the tag types configured for Cerego.`,
      hint: 'An administrator can add it to Cerego’s tag types.',
    });
  }
  const body = { user_id: input.externalId, value: value ?? '' };
  return {
    send: () => client.createTag(type.id, body, exchanges, input.repeated),
    asked: { typeId: type.id, tagId: null },
  };
}

async function prepareUpdate(progress: Progress, operation: Operation): Promise<Prepared> {
  const { client, input, exchanges } = progress;
  const { key, value } = operation;
  const known = tagIdOf(input.before, key) ?? (await lookUpTagId(progress, key));
  if (typeof known !== 'string') return known;
  const body = { value: value ?? '' };
  return {
    send: () => client.updateTag(known, body, exchanges, input.repeated),
    asked: { typeId: null, tagId: known },
  };
}

function tagIdOf(tags: readonly HeldTag[], key: string): string | null {
  return tags.find((tag) => tag.key === key)?.providerTagId ?? null;
}

/** Updating needs the tag's id, which only a reading shows. If that fails, nothing of the change was sent. */
async function lookUpTagId(progress: Progress, key: string): Promise<string | OperationResult> {
  const { reader, input, exchanges } = progress;
  const { externalId, email = '' } = input;
  try {
    progress.tags = await reader.read(externalId, { email }, exchanges);
  } catch (thrown) {
    return unprepared(progress, key, expectProviderError(thrown));
  }
  if (!progress.tags) {
    return resultOf('refused', { message: `Cerego lists no user with the id ${externalId}.` });
  }
  const message = `The user has no ${key} at Cerego.`;
  return tagIdOf(progress.tags, key) ?? resultOf('refused', { message, hint: 'Add one instead.' });
}

function unprepared(progress: Progress, key: string, error: ProviderError): OperationResult {
  if (error.code === 'unsupported') {
    return resultOf('refused', {
      message: `Cerego’s id of this user’s ${key} is not known, and updating needs it. ${error.message}`,
      hint: 'If the user has no value there, add one instead.',
    });
  }
  // A refusal to read the list is no answer to the change.
  progress.stopped = { error, lastError: lastErrorOf(error) ?? 'bad-answer' };
  const { code, hint } = resultOfError(error, 'Cerego');
  const message = `Not sent: Cerego was asked for its id of this user’s ${key} first, and that failed. ${error.message}`;
  const isOurs = error.code === 'unauthorized' || error.code === 'forbidden';
  return resultOf('failed', {
    code,
    message,
    hint: isOurs ? hint : 'Nothing was changed. It can be sent again.',
  });
}

/** The likeliest cause; `tags` null: not read. */
function explainRefusal(
  progress: Progress,
  operation: Operation,
  tags: readonly HeldTag[] | null,
): string | null {
  const { key } = operation;
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

/** null: not shown quickly. A reading only ever helps here. */
async function tryToReadQuickly(progress: Progress): Promise<HeldTag[] | null> {
  const { reader, input, exchanges } = progress;
  progress.looked = true;
  try {
    progress.tags = await reader.readQuickly(input.externalId, input.email ?? '', exchanges);
    return progress.tags;
  } catch (thrown) {
    expectProviderError(thrown);
    return null;
  }
}

/** `unknown` becomes `confirmed` where the list shows the value. A missing one may still arrive. */
async function readBack(progress: Progress, results: readonly OperationResult[]): Promise<OperationResult[]> {
  const tags = progress.looked ? progress.tags : await tryToReadQuickly(progress);
  return results.map((result, index) => {
    const operation = progress.input.operations[index];
    if (result.outcome !== 'unknown' || !tags || !operation) return result;
    const shown = shownAs(operation, tags, progress.input, { lost: true });
    return shown ? confirmedAs(shown) : result;
  });
}
