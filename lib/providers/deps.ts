/** What a provider's client is given by whoever runs it: what lets its calls out, and who is told of them. */
import type { Budget } from './budget.ts';
import type { ApplyInput, ApplyResult } from './contract.ts';
import type { Exchange, ProviderErrorCode } from './exchange.ts';
import type { ProviderId } from './ids.ts';

export type ProviderObserver = {
  /** Of the request that is being answered, to be kept with the call; null outside of one. */
  requestId(): string | null;
  /** One HTTP call that ended. `failure` is null after a usable answer. */
  callEnded(provider: ProviderId, exchange: Exchange, failure: ProviderErrorCode | null): void;
  /** The operations of one call, each with its own outcome. */
  operationsEnded(
    provider: ProviderId,
    input: Pick<ApplyInput, 'operations'>,
    result: Pick<ApplyResult, 'results'>,
  ): void;
};

/** Without a `budget` a client keeps its pace by itself; without an `observer` nobody is told. */
export type ProviderDeps = { budget?: Budget | undefined; observer?: ProviderObserver | undefined };
