/** One HTTP call to a provider as it is kept, and the closed set of what can go wrong with it. Browser-safe. */

/**
 * One HTTP call as the ledger keeps it: secrets already redacted, bodies cut to 4,000 characters. Times in ms.
 * `code`: what kind of error it ended in. `requestId`: of the member's request that led to it, as in the log; the
 * worker's calls have none.
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
