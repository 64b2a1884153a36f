/**
 * What an answer in a run means for provider and change. Pure. What was certainly not applied, or is
 * idempotent, goes back to the queue when the provider fails.
 */
import type { ClaimedChange } from '#lib/domain/changes/claim-changes.ts';
import type { Closing } from '#lib/domain/changes/close-changes.ts';
import type { Performed } from '#lib/domain/changes/perform-change.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { mayHaveApplied } from '#lib/providers/errors.ts';
import type { Exchange, ProviderErrorCode } from '#lib/providers/exchange.ts';

/**
 * rest: asked all to wait. busy: this user only. outage: no usable answer. unauthorized: bad credentials.
 * forbidden: this call was not allowed.
 */
export type Signal = 'ok' | 'rest' | 'busy' | 'outage' | 'unauthorized' | 'forbidden';

export type Classification = {
  signal: Signal;
  /** For the run's part. */
  reason: string | null;
  /** For `rest`. */
  restMs: number;
  /** The first such answer to this change; repeats say nothing new of the provider. */
  isNews: boolean;
  next:
    | { kind: 'close'; closing: Closing }
    | { kind: 'requeue'; exchanges: Exchange[]; waitMs: number; inDoubt: boolean };
};

/** One user's errors end while the provider serves others. */
const maxErrors = 4;
const maxBusy = 30;
const maxBackoffMs = 60_000;
const minWaitMs = 1_000;

const outages: ReadonlySet<ProviderErrorCode> = new Set([...mayHaveApplied, 'connection-failed']);

/** An answer may still arrive: only idempotent verbs are repeated. */
const lostAnswers: ReadonlySet<ProviderErrorCode> = new Set([
  'server-error',
  'bad-answer',
  'oversized',
  'timeout',
  'connection-lost',
]);

/**
 * `healthy`: the circuit is closed, so the error may be the change's own. `resumed`: by a member, without a
 * good answer since.
 */
export type ProviderFacts = { healthy: boolean; resumed: boolean };

export function classifyResult(
  change: ClaimedChange,
  performed: Performed,
  facts: ProviderFacts,
): Classification {
  const { closing } = performed;
  const signal = signalOf(performed);
  const isNews = signal !== 'forbidden' || !wasForbidden(change);
  const restMs = performed.kind === 'wait' ? performed.waitMs : 0;
  const classified = { signal, reason: wordsOf(closing), restMs, isNews };
  const close = { ...classified, next: { kind: 'close', closing } } as const;
  const waitMs = Math.max(
    minWaitMs,
    restMs > 0 ? restMs : Math.min(1_000 * 2 ** change.attempts, maxBackoffMs),
  );
  const again = againAfter(change, performed, waitMs);
  const retried: Classification = again ? { ...classified, next: again } : close;
  const givenUp = change.attempts >= maxErrors;
  if (signal === 'ok') return close;
  if (signal === 'rest') return retried;
  if (signal === 'busy') return change.attempts < maxBusy ? retried : close;
  if (signal === 'forbidden') return isNews ? retried : close;
  if (signal === 'unauthorized') return (facts.healthy || facts.resumed) && givenUp ? close : retried;
  return facts.healthy && givenUp ? close : retried;
}

/** Forbidden before, or out of attempts. */
function wasForbidden({ exchanges, attempts }: ClaimedChange): boolean {
  return attempts >= maxErrors || exchanges.some(({ status }) => status === 403);
}

/** null: it may have been applied and must not be repeated blindly. */
function againAfter(
  change: ClaimedChange,
  performed: Performed,
  waitMs: number,
): Extract<Classification['next'], { kind: 'requeue' }> | null {
  const { closing, lastError } = performed;
  if (performed.kind === 'wait')
    return {
      kind: 'requeue',
      exchanges: performed.exchanges,
      waitMs,
      inDoubt: performed.stillInDoubt,
    };
  const { exchanges } = closing;
  const unknown = closing.outcomes.some(({ outcome }) => outcome === 'unknown');
  if (!unknown) return { kind: 'requeue', exchanges, waitMs, inDoubt: change.inDoubt };
  const { idempotent, canRead } = capabilitiesOf(change.provider);
  const isHarmless = change.operations.every(({ verb }) => idempotent.includes(verb));
  // An unusable answer came: the next attempt looks first and recognises a repeat.
  const canLook = canRead && lastError !== null && !lostAnswers.has(lastError);
  return isHarmless || canLook ? { kind: 'requeue', exchanges, waitMs, inDoubt: true } : null;
}

function signalOf({ kind, closing, lastError }: Performed): Signal {
  const definite = closing.outcomes.some(
    ({ outcome }) => outcome === 'confirmed' || outcome === 'accepted' || outcome === 'refused',
  );
  if (lastError === null || (definite && kind === 'close')) return 'ok';
  if (lastError === 'unauthorized' || lastError === 'forbidden') return lastError;
  if (lastError === 'busy') return 'busy';
  if (lastError === 'rate-limited' || lastError === 'unavailable') return kind === 'wait' ? 'rest' : 'outage';
  return outages.has(lastError) ? 'outage' : 'busy';
}

function wordsOf({ outcomes }: Closing): string | null {
  return outcomes.find(({ outcome }) => outcome === 'failed' || outcome === 'unknown')?.message ?? null;
}
