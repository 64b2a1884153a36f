/**
 * A provider's circuit breaker. Times in ms. resting: the provider asked to wait. open: outage, or doubtful
 * credentials, with one attempt at a time, ever more rarely. blocked: credentials refused, a member must resume.
 */
import type { CircuitState } from '#lib/platform/db/schema/runs.ts';
import type { Classification } from './classify-result.ts';

/** In a row, without a good answer between. */
const errorsToOpen = 5;
const firstProbeMs = 2_000;
const maxProbeMs = 30_000;
/** In a row, without a good answer between. */
const maxUnauthorized = 3;
const maxForbidden = 5;
const unauthorizedProbeMs = 1_000;

export type CircuitView = {
  state: CircuitState;
  reason: string | null;
  since: number | null;
  until: number | null;
};

export type CircuitBreaker = {
  view(): CircuitView;
  /** Changes that may be in flight at `now`; `most` when all is well. */
  slots(now: number, most: number): number;
  /** Gives true when the state changed. */
  note(answer: Pick<Classification, 'signal' | 'reason' | 'restMs' | 'isNews'>, now: number): boolean;
  /** By a member. After errors one change is tried first. */
  resume(now: number): void;
  /** By a member, without a good answer since. */
  resumed(): boolean;
};

export function createCircuitBreaker(start: CircuitView): CircuitBreaker {
  let view = start;
  let errors = 0;
  let probes = 0;
  let unauthorized = 0;
  let forbidden = 0;
  let resumed = false;

  function turn(state: CircuitState, reason: string | null, now: number, until: number | null): boolean {
    const before = view;
    const since = state === 'ready' ? null : before.state === state ? before.since : now;
    view = { state, reason: state === 'ready' ? null : reason, since, until };
    return state !== 'ready' || before.state !== 'ready';
  }

  function noteOutage(reason: string | null, now: number): boolean {
    errors += 1;
    if (view.state === 'blocked' || (view.state !== 'open' && errors < errorsToOpen)) return false;
    // Answers to calls from before it opened are no failed attempts.
    if (view.state === 'open' && view.until !== null && now < view.until) return false;
    const waitMs = Math.min(firstProbeMs * 2 ** probes, maxProbeMs);
    probes += 1;
    return turn('open', reason, now, now + waitMs);
  }

  /** Credentials that just worked are not blamed for one answer. */
  function noteUnauthorized(reason: string | null, now: number): boolean {
    if (view.state === 'blocked') return false;
    // Answers to calls from before are no attempts.
    if (view.state === 'open' && view.until !== null && now < view.until) return false;
    unauthorized += 1;
    if (unauthorized >= maxUnauthorized) return turn('blocked', reason, now, null);
    return turn('open', reason, now, now + unauthorizedProbeMs * 2 ** (unauthorized - 1));
  }

  /** One forbidden change says nothing about the next; many different ones do. */
  function noteForbidden(reason: string | null, isNews: boolean, now: number): boolean {
    if (view.state === 'blocked') return false;
    if (isNews) forbidden += 1;
    if (forbidden >= maxForbidden) return turn('blocked', reason, now, null);
    if (view.state !== 'open' || (view.until !== null && now < view.until)) return false;
    return turn('open', view.reason, now, now);
  }

  return {
    view: () => view,
    resumed: () => resumed,
    slots: (now, most) => {
      if (view.state === 'blocked') return 0;
      if (view.until !== null && now < view.until) return 0;
      return view.state === 'open' ? 1 : most;
    },
    note: ({ signal, reason, restMs, isNews }, now) => {
      if (signal === 'unauthorized') return noteUnauthorized(reason, now);
      if (signal === 'forbidden') return noteForbidden(reason, isNews, now);
      if (signal === 'outage') return noteOutage(reason, now);
      if (signal === 'busy') return false;
      if (signal === 'rest') {
        if (view.state === 'blocked' || now + restMs <= (view.until ?? 0)) return false;
        return turn(view.state === 'open' ? 'open' : 'resting', reason ?? view.reason, now, now + restMs);
      }
      errors = 0;
      resumed = false;
      unauthorized = 0;
      forbidden = 0;
      if (view.state === 'blocked' || (view.state === 'resting' && now < (view.until ?? 0))) return false;
      probes = 0;
      return view.state === 'ready' ? false : turn('ready', null, now, null);
    },
    resume: (now) => {
      probes = 0;
      unauthorized = 0;
      forbidden = 0;
      resumed = true;
      if (view.state !== 'ready') turn('open', view.reason, now, now);
    },
  };
}
