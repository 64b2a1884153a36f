/** OpenID Connect: code flow with PKCE, state and nonce. */
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { enterByOidc, type OidcPerson } from '#lib/domain/members/enter-by-oidc.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { refusalCodeOf } from '#lib/platform/auth/refusal-code.ts';
import { type Auth, processAuth } from '#lib/platform/auth/server.ts';
import { type Database, processDatabase } from '#lib/platform/db/client.ts';
import { log } from '#lib/platform/log/log.ts';
import { takeAttempt } from '#lib/platform/rate-limits/attempt-limit.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import { appAddress, type OidcSettings, type Settings } from '#lib/platform/settings/read-settings.ts';
import { localPath, signInPath } from '#lib/shared/local-path.ts';
import { addressKey, addressOf } from '../../http/client-address.ts';
import { endOfPending, type PendingSignIn, pendingCookie, pendingPath, readPending } from './pending.ts';
import { readProvider } from './provider.ts';
import type { OidcRefusal } from './refusals.ts';

export type OidcDeps = {
  auth: Auth;
  database: Database;
  settings: Pick<Settings, 'appUrl' | 'port' | 'secret' | 'oidc'>;
};

const processDeps = (): OidcDeps => ({
  auth: processAuth(),
  database: processDatabase().database,
  settings: processSettings(),
});

const maxPerAddress = 30;
const scope = 'openid email profile';

class Refused extends Error {
  readonly refusal: OidcRefusal;

  constructor(refusal: OidcRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/** `next`: the final path. 404 where none is configured. */
export async function leaveForOidc(next: string, deps: OidcDeps = processDeps()): Promise<Response> {
  const { oidc, address, secret } = configured(deps.settings);
  if (!oidc) return new Response(null, { status: 404 });
  const pending: PendingSignIn = {
    state: randomState(),
    nonce: randomNonce(),
    verifier: randomPKCECodeVerifier(),
    next: localPath(next),
  };
  try {
    const location = buildAuthorizationUrl(await readProvider(oidc), {
      redirect_uri: callbackAddress(address),
      scope,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    return redirect(location.href, [await pendingCookie(pending, secret, isSecure(address))]);
  } catch (error) {
    log.warn(`The identity provider could not be asked: ${faultOf(error)}`);
    return redirect(refusedAt(address, 'unreachable', next), []);
  }
}

/**
 * Checks the provider's answer, finds or makes the member, sets the cookie. Refusals are recorded and lead to
 * the sign-in page.
 */
export async function returnFromOidc(request: Request, deps: OidcDeps = processDeps()): Promise<Response> {
  const { auth, database, settings } = deps;
  const { oidc, address, secret } = configured(settings);
  if (!oidc) return new Response(null, { status: 404 });
  const { headers } = request;
  const done = endOfPending(isSecure(address));
  let email = '';
  let next = '';
  try {
    if (
      (await takeAttempt(database, [{ key: `oidc:address:${addressKey(headers)}`, max: maxPerAddress }])) !==
      null
    )
      throw new Refused('busy');
    const pending = await readPending(headers, secret);
    if (!pending) throw new Refused('expired');
    next = pending.next;
    const person = await identify(
      oidc,
      new URL(`${callbackAddress(address)}${new URL(request.url).search}`),
      pending,
    );
    email = person.email ?? '';
    const member = await enter(database, person, oidc);
    const session = await auth.api.startSession({ body: member, headers, returnHeaders: true });
    await recordEvent(database, {
      kind: 'sign-in.succeeded',
      memberId: member.memberId,
      actor: session.response.name,
      subject: session.response.email,
      detail: { address: addressOf(headers), by: oidc.name },
    });
    return redirect(`${address}${pending.next}`, [...session.headers.getSetCookie(), done]);
  } catch (error) {
    const refusal = refusalOf(error);
    await recordEvent(database, {
      kind: refusal === 'disabled' ? 'sign-in.disabled' : 'sign-in.failed',
      memberId: null,
      actor: 'Nobody',
      subject: email,
      detail: { address: addressOf(headers), by: oidc.name, reason: refusal },
    });
    return redirect(refusedAt(address, refusal, next), [done]);
  }
}

async function identify(oidc: OidcSettings, answer: URL, pending: PendingSignIn): Promise<OidcPerson> {
  const provider = await readProvider(oidc);
  const tokens = await authorizationCodeGrant(provider, answer, {
    pkceCodeVerifier: pending.verifier,
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new Refused('failed');
  // Many providers give the e-mail only here.
  const told =
    claims.email === undefined && provider.serverMetadata().userinfo_endpoint
      ? await fetchUserInfo(provider, tokens.access_token, claims.sub)
      : claims;
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: typeof told.email === 'string' ? told.email.trim().toLowerCase() : null,
    emailVerified: told.email_verified === true,
    name: typeof told.name === 'string' ? told.name.trim() : '',
  };
}

async function enter(
  database: Database,
  person: OidcPerson,
  oidc: OidcSettings,
): Promise<{ memberId: string }> {
  const found = await enterByOidc(database, person, { name: oidc.name, defaultRole: oidc.defaultRole });
  if ('refusal' in found) throw new Refused(found.refusal);
  return found;
}

function refusalOf(error: unknown): OidcRefusal {
  if (error instanceof Refused) return error.refusal;
  if (refusalCodeOf(error) === 'MEMBER_DISABLED') return 'disabled';
  log.warn(`Signing in by OpenID Connect failed: ${faultOf(error)}`);
  return 'failed';
}

/** Without claims and tokens, which such errors carry. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'for a reason that nobody told.';
  const code = 'error' in error && typeof error.error === 'string' ? ` (${error.error})` : '';
  return `${error.message}${code}`;
}

function configured(settings: OidcDeps['settings']) {
  return { oidc: settings.oidc, address: appAddress(settings), secret: settings.secret ?? '' };
}

function callbackAddress(address: string): string {
  return `${address}${pendingPath}/callback`;
}

function refusedAt(address: string, refusal: OidcRefusal, next: string): string {
  const path = signInPath(next);
  return `${address}${path}${path.includes('?') ? '&' : '?'}refused=${refusal}`;
}

function isSecure(address: string): boolean {
  return address.startsWith('https:');
}

function redirect(location: string, cookies: string[]): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}
