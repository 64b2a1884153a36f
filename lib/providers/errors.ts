/** Browser-safe. */
import type { Exchange, ProviderErrorCode } from './exchange.ts';
import type { ProviderId } from './ids.ts';

/** The call may have had an effect: `unknown`, not `failed`. */
export const mayHaveApplied: ReadonlySet<ProviderErrorCode> = new Set([
  'server-error',
  'gateway',
  'bad-answer',
  'oversized',
  'timeout',
  'connection-lost',
]);

/** Turned away; the same call may succeed later. */
const retryableCodes: ReadonlySet<ProviderErrorCode> = new Set(['rate-limited', 'unavailable', 'busy']);

/** Bundles of pages and routes each have a copy of this class. */
const brand = Symbol.for('tagdesk.provider-error');

/**
 * A call without a usable answer. `message`: the provider's words if any, never a secret. `status`: HTTP or
 * null; `retryAfterMs`: as the provider asked. `repeated`: an earlier try went out, so a refusal may follow
 * its success.
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

  /** Also of another copy of this class. */
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
