/**
 * What an answer in a run says about the provider, and what becomes of the change: pure. A run has time, so what was
 * certainly not applied, or may be sent twice without harm, goes back to the queue when the provider fails,
 * instead of being burnt through.
 */
import type { ClaimedChange } from '#lib/domain/changes/claim-changes.ts';
import type { Closing } from '#lib/domain/changes/close-changes.ts';
import type { Performed } from '#lib/domain/changes/perform-change.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Exchange, ProviderErrorCode } from '#lib/providers/exchange.ts';

/**
 * rest: the provider asked everybody to wait. busy: only this user. outage: no usable answer. unauthorized: the
 * credentials were not taken. forbidden: this call was not allowed.
 */
export type Signal = 'ok' | 'rest' | 'busy' | 'outage' | 'unauthorized' | 'forbidden';

export type Classification = {
  signal: Signal;
  /** The provider's words, for the provider's part of a run. */
  reason: string | null;
  /** For `rest`: how long. */
  restMs: number;
  /** The first such answer to this change: what is known of it already says nothing new of the provider. */
  isNews: boolean;
  next:
    | { kind: 'close'; closing: Closing }
    | { kind: 'requeue'; exchanges: Exchange[]; waitMs: number; inDoubt: boolean };
};

/** One user's errors must not go round for ever while the provider serves everybody else. */
const maxErrors = 4;
const maxBusy = 30;
const maxBackoffMs = 60_000;
const minWaitMs = 1_000;

/** What a provider that is down looks like from here. */
const outages: ReadonlySet<ProviderErrorCode> = new Set([
  'server-error',
  'gateway',
  'bad-answer',
  'oversized',
  'timeout',
  'connection-lost',
  'connection-failed',
]);

/** After these an answer may still be on its way, so that only what does no harm twice is sent again. */
const lostAnswers: ReadonlySet<ProviderErrorCode> = new Set([
  'server-error',
  'bad-answer',
  'oversized',
  'timeout',
  'connection-lost',
]);

/**
 * `healthy`: the provider's circuit is closed, so that the error may be this change's own. `resumed`: a member said to go on,
 * and no good answer came since.
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

/** Whether this very change was refused as not allowed before, or has had its tries. */
function wasForbidden({ exchanges, attempts }: ClaimedChange): boolean {
  return attempts >= maxErrors || exchanges.some(({ status }) => status === 403);
}

/** How the change goes back to the queue; null: it may have been applied, and must not be sent blindly. */
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
  // An answer came, if no usable one: the next attempt looks first, and a repeat is told from its own success.
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
