/**
 * What an answer in a run says about the provider, and what becomes of the change: pure. A run has time, so what was
 * certainly not applied, or may be sent twice without harm, goes back to the queue when the provider is in trouble,
 * instead of being burnt through.
 */
import type { ClaimedChange } from '#lib/changes/claim-changes.ts';
import type { Closing } from '#lib/changes/close-changes.ts';
import type { Performed } from '#lib/changes/perform-change.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Exchange } from '#lib/providers/contract.ts';
import type { ProviderErrorCode } from '#lib/providers/errors.ts';

/** rest: the provider asked everybody to wait. busy: only this user. outage: no usable answer. */
export type Sign = 'ok' | 'rest' | 'busy' | 'outage' | 'credentials';

export type Judged = {
  sign: Sign;
  /** The provider's words, for the lane. */
  reason: string | null;
  /** For `rest`: how long. */
  restMs: number;
  next:
    | { kind: 'close'; closing: Closing }
    | { kind: 'requeue'; exchanges: Exchange[]; waitMs: number; inDoubt: boolean };
};

/** One user's trouble must not go round for ever while the provider serves everybody else. */
const mostTroubles = 4;
const mostBusy = 30;
const longestBackoffMs = 60_000;

/** What a provider that is down looks like from here. */
const outages: ReadonlySet<ProviderErrorCode> = new Set([
  'server-error',
  'bad-answer',
  'oversized',
  'timeout',
  'connection-lost',
  'connection-failed',
]);

/** `healthy`: the lane's circuit is closed, so that trouble may be this change's own. */
export function judgeAnswer(change: ClaimedChange, performed: Performed, healthy: boolean): Judged {
  const { closing } = performed;
  const exchanges = performed.kind === 'wait' ? performed.exchanges : closing.exchanges;
  const sign = signOf(performed);
  const judged = { sign, reason: wordsOf(closing), restMs: performed.kind === 'wait' ? performed.waitMs : 0 };
  const close = { ...judged, next: { kind: 'close', closing } } as const;
  const requeue = (waitMs: number, inDoubt: boolean) =>
    ({ ...judged, next: { kind: 'requeue', exchanges, waitMs, inDoubt } }) as const;
  const stillInDoubt = performed.kind === 'wait' ? performed.stillInDoubt : change.inDoubt;
  const backoffMs = Math.min(1_000 * 2 ** change.attempts, longestBackoffMs);
  if (sign === 'ok') return close;
  if (sign === 'credentials') return requeue(0, stillInDoubt);
  if (sign === 'rest') return requeue(judged.restMs, stillInDoubt);
  if (sign === 'busy') return change.attempts < mostBusy ? requeue(judged.restMs, stillInDoubt) : close;
  if (healthy && change.attempts >= mostTroubles) return close;
  const unknown = closing.outcomes.some(({ outcome }) => outcome === 'unknown');
  if (performed.kind === 'wait' || !unknown) return requeue(backoffMs, stillInDoubt);
  const { repeatable } = capabilitiesOf(change.provider);
  return change.operations.every(({ verb }) => repeatable.includes(verb)) ? requeue(backoffMs, true) : close;
}

function signOf({ kind, closing, trouble }: Performed): Sign {
  const definite = closing.outcomes.some(
    ({ outcome }) => outcome === 'confirmed' || outcome === 'accepted' || outcome === 'refused',
  );
  if (trouble === null || (definite && kind === 'close')) return 'ok';
  if (trouble === 'unauthorized' || trouble === 'forbidden') return 'credentials';
  if (trouble === 'busy') return 'busy';
  if (trouble === 'rate-limited' || trouble === 'unavailable') return kind === 'wait' ? 'rest' : 'outage';
  return outages.has(trouble) ? 'outage' : 'busy';
}

function wordsOf({ outcomes }: Closing): string | null {
  return outcomes.find(({ outcome }) => outcome === 'failed' || outcome === 'unknown')?.message ?? null;
}
