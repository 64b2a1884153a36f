/** Outcomes of a change as a whole. Pure. */
import type { Shown } from '#lib/providers/held-as.ts';
import type { ChangeOutcome, OperationOutcome, Outcome } from '#lib/shared/changes.ts';

const byGravity: readonly Outcome[] = [
  'unknown',
  'failed',
  'refused',
  'cancelled',
  'accepted',
  'confirmed',
  'imported',
  'no-op',
];

/** The worst outcome among a change's operations: what the history filters by. */
export function worstOutcome(outcomes: readonly { outcome: Outcome }[]): ChangeOutcome {
  return byGravity.find((candidate) => outcomes.some(({ outcome }) => outcome === candidate)) ?? 'no-op';
}

/** An outcome without the provider's words. */
export function plainOutcome(outcome: Outcome, message: string | null = null): OperationOutcome {
  return { outcome, code: null, message, hint: null };
}

/** What was asked for is shown, with what the provider keeps where that is not the same. */
export function shownOutcome({ kept }: Shown, message: string | null = null): OperationOutcome {
  return { ...plainOutcome('confirmed', message), ...(kept ? { kept } : {}) };
}
