/** What became of a call that gave no usable reply: its error, held against a reading where that can tell more. */
import type { ApplyInput, ApplyResult, HeldTag, OperationResult } from './contract.ts';
import type { ProviderError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { shownAs } from './held-as.ts';
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
} from './outcome.ts';

export type Look = {
  /** The user's complete list as it is now. Throws ProviderError. */
  read(): Promise<HeldTag[]>;
  /** Whether a no to a call that was sent once is held against a reading as well. */
  checksRefusals: boolean;
};

/**
 * The result of a change whose only writing call ended in `error`. `look` null: the provider cannot be read. `explain`
 * words the results where the error is believed; without it each operation is told the same.
 */
export async function settleFailedCall(
  input: ApplyInput,
  error: ProviderError,
  label: string,
  exchanges: Exchange[],
  look: Look | null,
  explain: (error: ProviderError) => OperationResult[] = () =>
    input.operations.map(() => resultOfError(error, label)),
): Promise<ApplyResult> {
  const open = isOpen(error);
  const looks = look !== null && (open || (look.checksRefusals && isRefusal(error)));
  const tags = looks ? await tryToRead(look) : null;
  const believed = explain(error);
  const results = input.operations.map((operation, index) => {
    const shown = tags && shownAs(operation, tags, input, { lost: true });
    if (shown && (open || !shownAs(operation, input.before, input))) return confirmedAs(shown);
    // What is not shown may still arrive after a lost answer; a turned-away call is over.
    if (open && (tags === null || error.mayHaveApplied)) return unknownOfError(error, label);
    return believed[index] ?? resultOf('unknown');
  });
  const applied = results.some(({ outcome }) => outcome === 'confirmed');
  return {
    results,
    tags,
    exchanges,
    retryAfterMs: applied ? null : retryAfterOf(error),
    lastError: lastErrorOf(error),
  };
}

/** null where the provider does not say: reading only ever helps here. */
async function tryToRead(look: Look): Promise<HeldTag[] | null> {
  try {
    return await look.read();
  } catch (thrown) {
    expectProviderError(thrown);
    return null;
  }
}
