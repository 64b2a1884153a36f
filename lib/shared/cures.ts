/** What a plan foresees to fail, and what can be chosen instead. Browser-safe. */
import * as z from 'zod/mini';
import './input-messages.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Verb } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

/**
 * absent: nothing to update, as read there. unseen: nothing to update is known, and it was never read. taken:
 * another value is there. held: a file says that a value is there. no-label: not in the catalogue.
 */
const planCauses = ['absent', 'unseen', 'taken', 'held', 'no-label'] as const;
export type PlanCause = (typeof planCauses)[number];

/** A verb is sent instead of the one asked for, or all the same. replace: with the label `to`. */
const cureChoices = ['add', 'update', 'create', 'replace', 'leave'] as const;
export type CureChoice = (typeof cureChoices)[number];

/** `to`: of `replace`. */
export type Cure = {
  provider: ProviderId;
  cause: PlanCause;
  key: string;
  choice: CureChoice;
  to: string | null;
  by: string;
  memberId: string | null;
};

const choices: Record<PlanCause, readonly CureChoice[]> = {
  absent: ['add', 'leave'],
  unseen: ['add', 'update', 'leave'],
  taken: ['update', 'leave'],
  held: ['update', 'add', 'leave'],
  'no-label': ['create', 'replace', 'leave'],
};

/** In the order to offer them. */
export function choicesFor(provider: ProviderId, cause: PlanCause): readonly CureChoice[] {
  const { verbs } = capabilitiesOf(provider);
  return choices[cause].filter((choice) => !isVerb(choice) || verbs.includes(choice));
}

export function isVerb(choice: CureChoice): choice is Extract<Verb, CureChoice> {
  return choice === 'add' || choice === 'update';
}

/** One per operation that is in the way. */
export function isSameCure(
  left: Pick<Cure, 'provider' | 'cause' | 'key'>,
  right: Pick<Cure, 'provider' | 'cause' | 'key'>,
): boolean {
  return left.provider === right.provider && left.cause === right.cause && left.key === right.key;
}

export const planCauseRule = z.enum(planCauses);
export const cureChoiceRule = z.enum(cureChoices);
