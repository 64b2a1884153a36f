/** Settles a call without a usable reply, by a reading where that tells more. */
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
  /** Throws ProviderError. */
  read(): Promise<HeldTag[]>;
  /** Also checks a refusal of a call that was sent once. */
  checksRefusals: boolean;
};

/**
 * For a change with one writing call. `look` null: cannot be read. `explain`: results where the error is
 * believed, by default the same for all.
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
    // After a lost answer a missing tag may still arrive; a refused call is over.
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

/** null: unknown. A reading only ever helps here. */
async function tryToRead(look: Look): Promise<HeldTag[] | null> {
  try {
    return await look.read();
  } catch (thrown) {
    expectProviderError(thrown);
    return null;
  }
}
