/**
 * What an event means for one identity. Pure. Events come in the order in which Vero applied what they tell; an own
 * operation that was sent before an event came may be what it tells, a later one cannot.
 */
import { applyOutcomes } from '#lib/domain/changes/mirror.ts';
import { plainOutcome } from '#lib/domain/changes/outcomes.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { MirrorTag, Outcome } from '#lib/shared/changes.ts';
import type { InboundContent } from '#lib/shared/inbound.ts';

/** An own operation that went through, as far as is known. In the order sent; `sentAt` in ms. */
export type OwnOperation = {
  line: number;
  position: number;
  operation: Operation;
  outcome: Outcome;
  sentAt: number;
};

export type Decided = {
  /** Vero reported them. */
  confirmed: OwnOperation[];
  after: MirrorTag[];
};

/** `at`: when it came, ISO 8601. `own` is not altered. */
export function decideEvent(
  known: readonly MirrorTag[],
  own: readonly OwnOperation[],
  content: InboundContent,
  at: string,
): Decided {
  const confirmed: OwnOperation[] = [];
  const shown: Operation[] = [];
  for (const operation of operationsOf(content)) {
    const about = own.filter((one) => one.operation.key === operation.key);
    const matching = findMatching(about, operation, Date.parse(at));
    const last = matching.at(-1);
    confirmed.push(...matching);
    // What was sent after it, or after what it tells of, decides what is there now.
    const isPast = last
      ? about.slice(about.indexOf(last) + 1).some(({ outcome }) => outcome !== 'confirmed')
      : about.some(({ sentAt }) => sentAt > Date.parse(at));
    if (!isPast) shown.push(operation);
  }
  const after = applyOutcomes(known, {
    operations: shown,
    outcomes: shown.map(() => plainOutcome('confirmed')),
    shown: null,
    at,
  });
  return { confirmed, after };
}

export function operationsOf({ add = [], remove = [] }: InboundContent): Operation[] {
  return [
    ...[...new Set(add)].map((key) => ({ verb: 'add' as const, key, value: null })),
    ...[...new Set(remove)].map((key) => ({ verb: 'remove' as const, key, value: null })),
  ];
}

/** A report takes seconds: one that comes later is none of an operation that others have passed. */
const maxPassedMs = 5 * 60_000;

/**
 * The first after those that are confirmed that asks for the same, with those that ask once more right after it. Else one
 * that was passed, since somebody else's event looked like the next.
 */
function findMatching(about: readonly OwnOperation[], { verb }: Operation, at: number): OwnOperation[] {
  const sent = about.filter(({ sentAt }) => sentAt <= at);
  const lastConfirmed = sent.findLastIndex(({ outcome }) => outcome === 'confirmed');
  const open = sent.slice(lastConfirmed + 1);
  const first = open.findIndex(({ operation }) => operation.verb === verb);
  if (first >= 0) {
    const rest = open.slice(first);
    const end = rest.findIndex(({ operation }) => operation.verb !== verb);
    return end < 0 ? rest : rest.slice(0, end);
  }
  const passed = sent
    .slice(0, lastConfirmed + 1)
    .find(
      ({ outcome, operation, sentAt }) =>
        outcome !== 'confirmed' && operation.verb === verb && at - sentAt <= maxPassedMs,
    );
  return passed ? [passed] : [];
}
