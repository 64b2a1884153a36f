import type { HeldTag, Operation, OperationResult } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { type Asked, shownAs } from '../held-as.ts';
import { confirmedAs, resultOf } from '../outcome.ts';
import type { ChangeLabelsBody, CustomerLabelsReply, Envelope } from './wire.ts';

// Capillary, Tag Customers, error codes.
const labelNotFound = '33000';
const userLabelsNotFound = '33001';

/** One call for the whole change. Both lists are always there, as in Capillary's sample. */
export function toChangeLabels(operations: readonly Operation[]): ChangeLabelsBody {
  const named = (verb: 'add' | 'remove') =>
    operations
      .filter((operation) => operation.verb === verb)
      .map((operation) => ({ labelName: operation.key }));
  return { add: named('add'), remove: named('remove') };
}

/** Rows marked deleted are left out. Throws ProviderError `bad-answer` where labels are missing. */
export function toHeldTags(reply: CustomerLabelsReply): HeldTag[] {
  if (!reply.data) {
    if (reply.warnings.some(({ code }) => code === userLabelsNotFound)) return [];
    throw new ProviderError(
      'capillary',
      'bad-answer',
      'Capillary answered without saying which labels there are.',
    );
  }
  // Rows of another form alone would look like no labels.
  if (reply.data.length > 0 && reply.data.every(({ labelName }) => !labelName)) {
    throw new ProviderError('capillary', 'bad-answer', 'Capillary listed labels without their names.');
  }
  const names = reply.data.flatMap(({ labelName, deleted }) => (deleted || !labelName ? [] : labelName));
  return [...new Set(names)].map((key) => ({ key, value: null, providerTagId: null }));
}

/**
 * One result per operation after a 2xx. `tags`: read after the call, null if that failed. The reading
 * decides; without it only a clean answer with `entity` as asked is proof.
 */
export function fromChange(
  asked: Asked & { externalId: string },
  reply: Envelope,
  tags: readonly HeldTag[] | null,
): OperationResult[] {
  const nothingApplied = reply.warnings.find(({ code }) => code === userLabelsNotFound);
  const clean = reply.entity === asked.externalId && !nothingApplied;
  return asked.operations.map((operation) => {
    const refusal = reply.warnings.find((warning) => names(warning, operation, asked.operations));
    if (refusal) {
      const hint =
        'The label is not in the organisation’s catalogue: add it there first, or check its spelling.';
      return resultOf('refused', { code: labelNotFound, message: refusal.message ?? null, hint });
    }
    const shown = tags && shownAs(operation, tags, asked);
    if (shown) return confirmedAs(shown);
    if (!tags && clean) return resultOf('confirmed');
    if (nothingApplied) {
      return resultOf('refused', { code: userLabelsNotFound, message: nothingApplied.message ?? null });
    }
    return resultOf('unknown', {
      message: tags ? `Capillary took the call but does not show “${operation.key}” as asked.` : null,
      hint: 'Refresh the user in a moment and compare.',
    });
  });
}

/** Labels of a change that only adds, when only their proof is missing; else null. */
export function additionsOf(
  { externalId, operations }: { externalId: string; operations: readonly Operation[] },
  reply: Envelope,
): string[] | null {
  const isClean = reply.entity === externalId && reply.warnings.length === 0;
  const addsOnly = operations.every(({ verb }) => verb === 'add');
  return isClean && addsOnly ? operations.map(({ key }) => key) : null;
}

/** 33000 names the label in its message only: "<name> label not found", trimmed or not. */
function names(
  { code, message }: Envelope['warnings'][number],
  operation: Operation,
  operations: readonly Operation[],
): boolean {
  if (code !== labelNotFound) return false;
  const words = ({ key }: Operation) => `${key} label not found`;
  const exact = operations.find((each) => words(each) === message);
  return exact ? exact === operation : words(operation).trim() === message?.trim();
}
