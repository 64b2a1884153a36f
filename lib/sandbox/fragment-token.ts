import { createHmac } from 'node:crypto';
import { fragmentErrorBody } from './fragment-json.ts';
import {
  type Answer,
  answer,
  authorization,
  type Identified,
  type Provider,
  type ProviderRequest,
} from './provider.ts';
import type { World } from './world.ts';
import type { Worlds } from './worlds.ts';

/**
 * OAuth 2 client credentials, after FRAGMENT's SDKs. Tokens are signed with client and expiry, so they
 * survive restarts.
 */

const unauthorized = (): Answer => ({ status: 401, body: fragmentErrorBody(401), applied: false });

function sign(world: World, content: string): string {
  return createHmac('sha256', world.credentials.FRAGMENT_CLIENT_SECRET).update(content).digest('base64url');
}

/** 401 for a missing, unknown or expired one. */
export function worldOfToken(worlds: Worlds, request: ProviderRequest): Identified {
  const [client = '', expiry = '', signature = ''] = (authorization(request, 'Bearer') ?? '').split('~');
  const world = worlds.byFragmentClient(Buffer.from(client, 'base64url').toString());
  if (!world || sign(world, `${client}~${expiry}`) !== signature) return { refusal: unauthorized() };
  return Number(expiry) > world.now() ? { world } : { world, refusal: unauthorized() };
}

function oauthError(status: number, error: string): Answer {
  return answer(status, { error });
}

/** For `grant_type=client_credentials`. */
function issueToken(world: World, request: ProviderRequest): Answer {
  if (request.method !== 'POST') return { ...oauthError(405, 'invalid_request'), headers: { allow: 'POST' } };
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '');
  if (!isForm) return oauthError(400, 'invalid_request');
  if (new URLSearchParams(request.body).get('grant_type') !== 'client_credentials') {
    return oauthError(400, 'unsupported_grant_type');
  }
  const { tokenTtlSeconds } = world.settings.fragment;
  const client = Buffer.from(world.credentials.FRAGMENT_CLIENT_ID).toString('base64url');
  const content = `${client}~${world.now() + tokenTtlSeconds * 1000}`;
  return answer(200, {
    access_token: `${content}~${sign(world, content)}`,
    token_type: 'Bearer',
    expires_in: tokenTtlSeconds,
  });
}

/** `/fragment/oauth2/token`: Basic with client id and secret. */
export const fragmentToken: Provider = {
  name: 'fragment',
  base: '/fragment/oauth2/token',
  identify: (worlds, request) => {
    const world = worlds.byFragmentBasic(authorization(request, 'Basic') ?? '');
    return world ? { world } : { refusal: oauthError(401, 'invalid_client') };
  },
  handle: issueToken,
  errorBody: fragmentErrorBody,
  identities: () => [],
};
