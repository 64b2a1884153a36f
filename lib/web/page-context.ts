/** The context of a page: the signed-in member, else off to the sign-in page. */
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Context } from '#lib/platform/context.ts';
import { contextFor } from '#lib/platform/runtime.ts';
import { signInPath } from '#lib/shared/local-path.ts';
import { unprovenRole } from '#lib/shared/permissions.ts';
import { pathHeader } from './http/path-header.ts';
import { type FoundSession, findSession } from './session.ts';

/** Once per request, however many parts of a page ask. */
const sessionOfRequest = cache(async (): Promise<FoundSession | null> => findSession(await presentHeaders()));

/** The session of a page for the shell. Redirects to /sign-in, and from there back here, when there is none. */
export async function pageSession(): Promise<FoundSession> {
  const session = await sessionOfRequest();
  if (session) return session;
  const path = (await headers()).get(pathHeader) ?? '/';
  redirect(signInPath(path === '/' ? '' : path));
}

/** For pages and layouts. Redirects to /sign-in when nobody is signed in, and to /account for a second step that is due. */
export async function pageContext(): Promise<Context> {
  const { id, actor } = await pageSession();
  const path = (await headers()).get(pathHeader);
  if (actor.role === unprovenRole && path?.split('?')[0] !== '/account') redirect('/account');
  return { ...contextFor(actor), session: { id, headers: await presentHeaders() } };
}

/**
 * A page that is drawn at the end of an action sees the headers of the request, but the cookies that the action set:
 * after a second step was switched on, only they hold the session that is left.
 */
async function presentHeaders(): Promise<Headers> {
  const present = new Headers(await headers());
  present.set('cookie', (await cookies()).toString());
  return present;
}
