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

/** What the history filters by. */
export function worstOutcome(outcomes: readonly { outcome: Outcome }[]): ChangeOutcome {
  return byGravity.find((candidate) => outcomes.some(({ outcome }) => outcome === candidate)) ?? 'no-op';
}

/** An outcome without the provider's words. */
export function plainOutcome(outcome: Outcome, message: string | null = null): OperationOutcome {
  return { outcome, code: null, message, hint: null };
}

/** `confirmed`, with `kept` where the provider keeps another form. */
export function shownOutcome({ kept }: Shown, message: string | null = null): OperationOutcome {
  return { ...plainOutcome('confirmed', message), ...(kept ? { kept } : {}) };
}

/** Takes ISO 8601, gives “2026-11-29 13:14:02 UTC”. */
export function inWords(at: string): string {
  return `${at.slice(0, 19).replace('T', ' ')} UTC`;
}
