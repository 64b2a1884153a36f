/** OAuth2 client credentials: fetched once for all who wait, renewed before they end. */

import type { FragmentAuth, Pace } from '../config.ts';
import type { ProviderDeps } from '../deps.ts';
import { ProviderError } from '../errors.ts';
import { createHttp } from '../http.ts';
import { expectProviderError } from '../outcome.ts';
import { readAnswer } from '../read-answer.ts';
import { explainError, speaksFragment } from './explain.ts';
import { tokenReply } from './wire.ts';

/** FRAGMENT: one hour. Used where the reply gives none, or an impossible one. */
const usualLifeSeconds = 3_600;
const maxLifeSeconds = 24 * 3_600;
const renewBeforeMs = 60_000;

export type TokenSource = {
  /** Throws ProviderError, never one that means a change may have been applied. */
  get(): Promise<string>;
  /** `token` was refused. True: asking again gives another one. */
  discard(token: string): boolean;
  close(): Promise<void>;
};

function basicOf({ clientId, clientSecret }: Extract<FragmentAuth, { kind: 'client' }>): string {
  return Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
}

/** Whichever of FRAGMENT's addresses repeats them. */
export function secretsOf(auth: FragmentAuth): string[] {
  return auth.kind === 'token' ? [auth.token] : [auth.clientSecret, basicOf(auth)];
}

/** From the settings: cannot be renewed. */
export function fixedToken(token: string): TokenSource {
  return { get: async () => token, discard: () => false, close: async () => {} };
}

/** `onToken` runs before a token is used, so that it can be redacted. */
export function createTokenSource(
  auth: Extract<FragmentAuth, { kind: 'client' }>,
  pace: Pace,
  onToken: (token: string) => void,
  deps: ProviderDeps,
): TokenSource {
  const http = createHttp({
    provider: 'fragment',
    label: 'FRAGMENT’s sign-in',
    baseUrl: auth.authUrl,
    pace,
    ...deps,
    secrets: secretsOf(auth),
    headers: { authorization: `Basic ${basicOf(auth)}` },
    speaks: speaksFragment,
    explain: explainError,
  });
  let held: { token: string; renewAt: number } | null = null;
  let pending: Promise<string> | null = null;

  async function fetchToken(): Promise<string> {
    try {
      const form = { grant_type: 'client_credentials' };
      const answer = await http.send({ method: 'POST', path: '', form, secretAnswer: true }, []);
      const reply = readAnswer('fragment', 'FRAGMENT’s sign-in', answer, tokenReply);
      const lifeMs = lifeSecondsOf(reply.expires_in) * 1000;
      onToken(reply.access_token);
      // A short life is used rather than spent on renewing.
      held = {
        token: reply.access_token,
        renewAt: performance.now() + lifeMs - Math.min(renewBeforeMs, lifeMs / 5),
      };
      return reply.access_token;
    } catch (thrown) {
      throw asNothingApplied(expectProviderError(thrown));
    }
  }

  return {
    get: async () => {
      if (held && performance.now() < held.renewAt) return held.token;
      pending ??= fetchToken().finally(() => {
        pending = null;
      });
      return pending;
    },
    discard: (token) => {
      if (held?.token === token) held = null;
      return true;
    },
    close: http.close,
  };
}

/** In seconds, limited to sensible values. */
export function lifeSecondsOf(said: number | null | undefined): number {
  if (said === null || said === undefined || !(said > 0)) return usualLifeSeconds;
  return Math.min(Math.max(said, 1), maxLifeSeconds);
}

/** Without a token the call was not sent: never an open outcome. */
function asNothingApplied(error: ProviderError): ProviderError {
  const { status, providerCode, retryAfterMs } = error;
  const details = { status, providerCode, retryAfterMs };
  // RFC 6749, 5.2: wrong client credentials are answered with 400 or 401.
  if (['invalid', 'unauthorized', 'forbidden', 'not-found'].includes(error.code)) {
    return new ProviderError('fragment', 'unauthorized', error.message, details);
  }
  // Other refusals are about the token, not the change; no exchange, since nothing of that was sent.
  const code = error.mayHaveApplied || error.code === 'conflict' ? 'unavailable' : error.code;
  return new ProviderError('fragment', code, error.message, details);
}
