import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Context } from '#lib/platform/context.ts';
import { cancelOnAbort } from '#lib/platform/db/cancel-on-abort.ts';
import { contextFor } from '#lib/platform/runtime.ts';
import { signInPath } from '#lib/shared/local-path.ts';
import { unprovenRole } from '#lib/shared/permissions.ts';
import {
  maxPhoneWidth,
  readWindowWidth,
  windowWidthCookie,
  windowWidthHint,
} from '#lib/shared/window-width.ts';
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

/** In CSS pixels. `phone`: columns as on one. */
export async function pageWindow(): Promise<{ width: number; phone: boolean }> {
  const [asked, kept] = await Promise.all([headers(), cookies()]);
  const width = readWindowWidth({
    hint: asked.get(windowWidthHint),
    cookie: kept.get(windowWidthCookie)?.value,
    agent: asked.get('user-agent'),
  });
  return { width, phone: width <= maxPhoneWidth };
}

/** Nobody notices that a page waits so long, or as long again on a machine that is busy. */
const [minQuickMs, maxQuickMs] = [100, 500];

/**
 * For a complete first paint; null where it fails, or takes longer than that after what the page waits for
 * anyway (`beside`): the browser asks then, and says why.
 */
export async function ifQuick<Value>(
  read: () => Promise<Value>,
  beside?: Promise<unknown>,
): Promise<Value | null> {
  const late = new AbortController();
  const begun = performance.now();
  const value = cancelOnAbort(late.signal, read).catch(() => null);
  await Promise.allSettled([beside]);
  const quickMs = Math.min(Math.max(minQuickMs, performance.now() - begun), maxQuickMs);
  const tooLate = new Promise<null>((resolve) => {
    late.signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  const timer = setTimeout(() => late.abort(), quickMs);
  return Promise.race([value, tooLate]).finally(() => clearTimeout(timer));
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
