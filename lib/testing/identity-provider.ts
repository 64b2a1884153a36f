/** Discovery, keys, PKCE, and faults on demand, over real HTTP. */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export type TestPerson = { sub: string; email?: string; email_verified?: boolean; name?: string };

export type TestProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Answers the next request; null: asks for an account first. */
  person: TestPerson | null;
  /** By account. */
  people: Map<string, TestPerson>;
  /** `{}`: none. */
  fault: { wrongKey?: boolean; claims?: JWTPayload; hideEmail?: boolean; down?: boolean };
  /** Follows Tagdesk's redirect; gives the one back. */
  visit: (location: string) => Promise<string>;
  close: () => Promise<void>;
};

type Grant = { person: TestPerson; nonce: string; challenge: string; redirectUri: string };

/** `redirectUri`: the only one accepted. */
type Place = { port?: number; redirectUri?: string };

export async function startTestProvider({
  port = 0,
  redirectUri: known = 'http://localhost:3000/api/sign-in/oidc/callback',
}: Place = {}): Promise<TestProvider> {
  const [keys, otherKeys] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const grants = new Map<string, Grant>();
  const tokens = new Map<string, TestPerson>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', provider.issuer);
    if (provider.fault.down) return void response.writeHead(503).end();
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json(response, 200, {
          issuer: provider.issuer,
          authorization_endpoint: `${provider.issuer}/authorize`,
          token_endpoint: `${provider.issuer}/token`,
          userinfo_endpoint: `${provider.issuer}/userinfo`,
          jwks_uri: `${provider.issuer}/keys`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
          code_challenge_methods_supported: ['S256'],
        });
      case '/favicon.ico':
        return void response.writeHead(204).end();
      case '/keys':
        return json(response, 200, { keys: [jwk] });
      case '/authorize':
        return authorize(url, response, request.method === 'POST' ? await bodyOf(request) : '');
      case '/token':
        return token(request, response);
      case '/userinfo': {
        const person = tokens.get((request.headers.authorization ?? '').replace('Bearer ', ''));
        return person ? json(response, 200, person) : json(response, 401, {});
      }
      default:
        return void response.writeHead(404).end();
    }
  };

  const authorize = (url: URL, response: ServerResponse, typed: string): void => {
    const asked = url.searchParams;
    const redirectUri = asked.get('redirect_uri') ?? '';
    const isSound =
      asked.get('client_id') === provider.clientId &&
      asked.get('response_type') === 'code' &&
      asked.get('code_challenge_method') === 'S256' &&
      (asked.get('scope') ?? '').split(' ').includes('openid') &&
      redirectUri === known;
    if (!isSound) return void response.writeHead(400).end();
    const form = new URLSearchParams(typed);
    const back = new URL(redirectUri);
    const lead = (answer: Record<string, string>) => {
      const state = asked.get('state') ?? '';
      back.search = new URLSearchParams({ ...answer, state, iss: provider.issuer }).toString();
      response.writeHead(302, { location: back.href }).end();
    };
    if (form.has('decline')) {
      lead({ error: 'access_denied' });
      return;
    }
    const person = provider.person ?? provider.people.get(form.get('account') ?? '');
    if (!person) return void response.writeHead(200, { 'content-type': 'text/html' }).end(signInPage);
    const code = randomUUID();
    const [nonce, challenge] = [asked.get('nonce') ?? '', asked.get('code_challenge') ?? ''];
    grants.set(code, { person, nonce, challenge, redirectUri });
    lead({ code });
  };

  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = new URLSearchParams(await bodyOf(request));
    const grant = grants.get(asked.get('code') ?? '');
    grants.delete(asked.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url');
    if (!isClient(request.headers.authorization ?? '', provider))
      return json(response, 401, { error: 'invalid_client' });
    if (!grant || challenge !== grant.challenge || asked.get('redirect_uri') !== grant.redirectUri) {
      return json(response, 400, { error: 'invalid_grant' });
    }
    const { sub, ...rest } = grant.person;
    const { fault } = provider;
    const idToken = await new SignJWT({
      ...(fault.hideEmail ? {} : rest),
      nonce: grant.nonce,
      ...fault.claims,
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setSubject(sub)
      .setIssuer(String(fault.claims?.iss ?? provider.issuer))
      .setAudience(String(fault.claims?.aud ?? provider.clientId))
      .setIssuedAt()
      .setExpirationTime(fault.claims?.exp ?? '5 min')
      .sign(fault.wrongKey ? otherKeys.privateKey : keys.privateKey);
    const accessToken = randomUUID();
    tokens.set(accessToken, grant.person);
    return json(response, 200, {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: 300,
      id_token: idToken,
    });
  };

  const server = createServer((request, response) => void answer(request, response)).listen(
    port,
    '127.0.0.1',
  );
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The test provider has no port.');

  const provider: TestProvider = {
    issuer: `http://127.0.0.1:${address.port}`,
    clientId: 'tagdesk',
    clientSecret: 'a secret & more: of the client',
    person: null,
    people: new Map(),
    fault: {},
    async visit(location) {
      const response = await fetch(location, { redirect: 'manual' });
      return response.headers.get('location') ?? '';
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return provider;
}

/** Posts to its own URL, which has Tagdesk's request. */
const signInPage = `<!doctype html><html lang="en"><title>Test Identity</title><h1>Test Identity</h1>
  <form method="post"><label>Account <input name="account"></label>
  <button>Continue</button> <button name="decline" value="1">Decline</button></form></html>`;

/** Basic, both halves form-encoded first (RFC 6749, 2.3.1). */
function isClient(header: string, { clientId, clientSecret }: TestProvider): boolean {
  const pair = Buffer.from(header.replace('Basic ', ''), 'base64').toString();
  const [id, secret] = pair.split(':').map((half) => decodeURIComponent(half.replaceAll('+', ' ')));
  return id === clientId && secret === clientSecret;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
