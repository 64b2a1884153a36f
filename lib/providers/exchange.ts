/** Browser-safe. */

/**
 * A call as the ledger keeps it: redacted, bodies cut to 4,000 characters, times in ms. `requestId`: of the
 * member's request, as in the log; null for the worker.
 */
export type Exchange = {
  at: string;
  method: string;
  url: string;
  body: string | null;
  status: number | null;
  answer: string | null;
  error: string | null;
  code?: ProviderErrorCode;
  durationMs: number;
  requestId?: string;
};

export type ProviderErrorCode =
  | 'unsupported' // the provider has no such call
  | 'unauthorized' // 401: credentials wrong or revoked
  | 'forbidden' // 403 in the provider's form: this call is not allowed
  | 'not-found' // 404, 410, 8015
  | 'invalid' // 400, 422: a definite no
  | 'conflict' // 409
  | 'rate-limited' // 429
  | 'unavailable' // 503: asked to come back
  | 'busy' // 521: another action runs for the same customer
  | 'server-error' // other 5xx: may or may not have been applied
  | 'gateway' // something in between answered (not the provider's form), 408, 425
  | 'bad-answer' // HTML, truncated or empty where JSON was due
  | 'oversized' // more than is read of an answer
  | 'timeout' // no answer in time, after sending
  | 'connection-lost' // the connection ended after sending
  | 'connection-failed'; // never reached the provider: certainly not applied
