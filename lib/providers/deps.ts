import type { Budget } from './budget.ts';
import type { ApplyInput, ApplyResult } from './contract.ts';
import type { Exchange, ProviderErrorCode } from './exchange.ts';
import type { ProviderId } from './ids.ts';

export type ProviderObserver = {
  /** Recorded with the call; null outside of a request. */
  requestId(): string | null;
  /** `failure` null: a usable answer. */
  callEnded(provider: ProviderId, exchange: Exchange, failure: ProviderErrorCode | null): void;
  /** Of one call. */
  operationsEnded(
    provider: ProviderId,
    input: Pick<ApplyInput, 'operations'>,
    result: Pick<ApplyResult, 'results'>,
  ): void;
};

/** Without `budget` the client limits itself. */
export type ProviderDeps = { budget?: Budget | undefined; observer?: ProviderObserver | undefined };
