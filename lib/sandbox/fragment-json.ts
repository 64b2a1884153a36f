import type { FragmentUser } from './entries.ts';
import type { Answer } from './provider.ts';

const codes = new Map([
  [400, ['invalid_request', 'The request is invalid']],
  [401, ['unauthorized', 'Missing, unknown or expired access token']],
  [403, ['forbidden', 'This API client may not do that']],
  [404, ['not_found', 'Not found']],
  [409, ['conflict', 'The request conflicts with the present state']],
  [422, ['unprocessable', 'The request cannot be processed']],
  [429, ['rate_limited', 'Too many requests']],
]);

/** Not published for billing; the fields of FRAGMENT's ledger errors. */
export function fragmentErrorBody(status: number): string {
  const [code, message] = codes.get(status) ?? ['internal_error', 'Internal error'];
  return JSON.stringify({ code, message, retryable: status === 429 || status >= 500 });
}

/** Not retryable. */
export function fragmentError(status: number, code: string, message: string): Answer {
  return { status, body: JSON.stringify({ code, message, retryable: false }), applied: false };
}

export function userJson({ id, externalId, tags }: FragmentUser): object {
  return { id, external_id: externalId, tags };
}
