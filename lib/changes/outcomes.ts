/** Outcomes of a change as a whole. Pure. */
import type { ChangeOutcome, OperationOutcome, Outcome } from './schemas.ts';

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

/** The gravest outcome among a change's operations: what the history filters by. */
export function gravest(outcomes: readonly { outcome: Outcome }[]): ChangeOutcome {
  return byGravity.find((candidate) => outcomes.some(({ outcome }) => outcome === candidate)) ?? 'no-op';
}

/** An outcome without the provider's words. */
export function plainOutcome(outcome: Outcome, message: string | null = null): OperationOutcome {
  return { outcome, code: null, message, hint: null };
}
