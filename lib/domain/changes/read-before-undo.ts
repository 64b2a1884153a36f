/** An undo is a no-op only where the provider itself has shown what it asks for. */
import type { HeldTag, TagProvider, UserRefs } from '#lib/providers/contract.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import type { Exchange } from '#lib/providers/exchange.ts';
import type { OperationOutcome } from '#lib/shared/changes.ts';
import type { ClaimedChange } from './claim-changes.ts';
import { isNoOp, isSatisfied } from './mirror.ts';
import { plainOutcome } from './outcomes.ts';

/** An outcome per operation; null: the call is still due. */
export type Looked = {
  outcomes: (OperationOutcome | null)[];
  shown: HeldTag[] | null;
  refs?: UserRefs | undefined;
  exchanges: Exchange[];
};

/** What is not proved by the provider is read now; if it cannot be read, the undo is sent. */
export async function readBeforeUndo(provider: TagProvider, change: ClaimedChange): Promise<Looked> {
  const { operations, before, wasRead, externalId } = change;
  const outcomesWhere = (isDone: (operation: (typeof operations)[number]) => boolean) =>
    operations.map((operation) => (isDone(operation) ? plainOutcome('no-op') : null));
  const isShown = (operation: (typeof operations)[number]) => isNoOp(before, operation, wasRead, true);
  const unread = { outcomes: outcomesWhere(isShown), shown: null };
  if (!operations.some((operation) => !isShown(operation) && isNoOp(before, operation, wasRead)))
    return { ...unread, exchanges: [] };
  try {
    const { tags, exchanges } = await provider.readTags(externalId);
    const outcomes = outcomesWhere((operation) => isSatisfied(tags, operation));
    // The answer of the call that follows shows the list.
    return { outcomes, shown: outcomes.includes(null) ? null : tags, exchanges };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { ...unread, exchanges: error.exchange ? [error.exchange] : [] };
  }
}
