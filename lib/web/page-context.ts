import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Context } from '#lib/platform/context.ts';
import { contextFor } from '#lib/platform/runtime.ts';
import { signInPath } from '#lib/shared/local-path.ts';
import { unprovenRole } from '#lib/shared/permissions.ts';
import { pathHeader } from './http/path-header.ts';
import { type FoundSession, findSession } from './session.ts';

/** Cached per request. */
const sessionOfRequest = cache(async (): Promise<FoundSession | null> => findSession(await presentHeaders()));

/** Redirects to /sign-in, and back here afterwards. */
export async function pageSession(): Promise<FoundSession> {
  const session = await sessionOfRequest();
  if (session) return session;
  const path = (await headers()).get(pathHeader) ?? '/';
  redirect(signInPath(path));
}

/** Redirects to /sign-in without a session, to /account where two-factor is due. */
export async function pageContext(): Promise<Context> {
  const { id, actor } = await pageSession();
  const path = (await headers()).get(pathHeader);
  if (actor.role === unprovenRole && path?.split('?')[0] !== '/account') redirect('/account');
  return { ...contextFor(actor), session: { id, headers: await presentHeaders() } };
}

/**
 * A page rendered after an action has the request's headers but the action's cookies: after turning on
 * two-factor only these hold the session.
 */
async function presentHeaders(): Promise<Headers> {
  const present = new Headers(await headers());
  present.set('cookie', (await cookies()).toString());
  return present;
}
