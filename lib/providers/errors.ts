/** A provider's call that went wrong, and what that says of its effect. Browser-safe. */
import type { Exchange, ProviderErrorCode } from './exchange.ts';
import type { ProviderId } from './ids.ts';

/** Whether the call can have had an effect. Decides between `failed` and `unknown`. */
const mayHaveApplied: ReadonlySet<ProviderErrorCode> = new Set([
  'server-error',
  'gateway',
  'bad-answer',
  'oversized',
  'timeout',
  'connection-lost',
]);

/** The provider turned the call away, and the same call may succeed a little later. */
const retryableCodes: ReadonlySet<ProviderErrorCode> = new Set(['rate-limited', 'unavailable', 'busy']);

/** Known to every copy of this module: bundles of pages and of routes each have one, and share the process's clients. */
const brand = Symbol.for('tagdesk.provider-error');

/**
 * A call that did not give a usable answer. `message` is the provider's own words where there are any and
 * never holds a secret. `status` is the HTTP status or null; `retryAfterMs` is what the provider asked for.
 * `repeated`: an earlier try of the very same call went out, so that a no may be the answer to its success.
 */
export class ProviderError extends Error {
  readonly [brand] = true;
  readonly provider: ProviderId;
  readonly code: ProviderErrorCode;
  readonly status: number | null;
  readonly providerCode: string | null;
  readonly retryAfterMs: number | null;
  readonly exchange: Exchange | null;
  readonly repeated: boolean;

  constructor(
    provider: ProviderId,
    code: ProviderErrorCode,
    message: string,
    details: {
      status?: number | null;
      providerCode?: string | null;
      retryAfterMs?: number | null;
      exchange?: Exchange | null;
      repeated?: boolean;
    } = {},
  ) {
    super(message);
    this.name = 'ProviderError';
    this.provider = provider;
    this.code = code;
    this.status = details.status ?? null;
    this.providerCode = details.providerCode ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.exchange = details.exchange ?? null;
    this.repeated = details.repeated ?? false;
  }

  /** True also for an error that another copy of this class made. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }

  get mayHaveApplied(): boolean {
    return mayHaveApplied.has(this.code);
  }

  get retryable(): boolean {
    return retryableCodes.has(this.code);
  }
}
