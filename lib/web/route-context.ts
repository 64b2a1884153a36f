import { processAuth } from '#lib/platform/auth/server.ts';
import type { Context } from '#lib/platform/context.ts';
import { cancelOnAbort } from '#lib/platform/db/cancel-on-abort.ts';
import { log } from '#lib/platform/log/log.ts';
import { type MemberLimit, takeMemberLimit } from '#lib/platform/rate-limits/member-limits.ts';
import { contextFor, processSettings } from '#lib/platform/runtime.ts';
import { AppError, type AppErrorCode } from '#lib/shared/errors.ts';
import type { Failure } from '#lib/shared/result.ts';
import { overloaded, toFailure } from '#lib/web/http/error-response.ts';
import { isOverloaded } from '#lib/web/http/load-shedding.ts';
import { jsonAnswer } from '#lib/web/json-answer.ts';
import { requireSameOrigin } from './http/same-origin.ts';
import { findSession } from './session.ts';

const statusOf: Record<AppErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  invalid: 400,
  'not-found': 404,
  conflict: 409,
  'not-connected': 409,
  'too-large': 413,
  limited: 429,
  busy: 503,
  'too-slow': 503,
  internal: 500,
};

/** As servers write it when the client has left. */
const clientClosedRequest = 499;

const extendAfterMs = 24 * 60 * 60 * 1000;

/** Empty for paths without parts. */
type Params = Record<string, string | string[] | undefined> | undefined;
type Handler = (context: Context, request: Request, params: Params) => Promise<Response>;

/**
 * Refusals are `{ error: Failure }` with their status; other errors a 500, with details in the log only.
 * Writes must be same-origin. `limit`: the member's share.
 */
export function withContext(handler: Handler, limit?: MemberLimit) {
  return async (request: Request, route: { params: Promise<Params> }): Promise<Response> => {
    try {
      if (isOverloaded()) throw overloaded();
      if (!isRead(request.method)) requireSameOrigin(request.headers);
      const session = await findSession(request.headers);
      if (!session) throw new AppError('unauthenticated', 'You are not signed in. Sign in again.');
      if (session.ageMs > extendAfterMs) await extendSession(request.headers);
      const context = {
        ...contextFor(session.actor),
        session: { id: session.id, headers: request.headers },
      };
      if (limit) await takeShare(context, limit);
      const params = await route.params;
      if (!isRead(request.method)) return await handler(context, request, params);
      return await cancelOnAbort(request.signal, () => handler(context, request, params));
    } catch (error) {
      // The client has left; its work was cancelled.
      if (request.signal.aborted) return new Response(null, { status: clientClosedRequest });
      return failureResponse(error);
    }
  };
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

async function takeShare({ actor, database }: Context, limit: MemberLimit): Promise<void> {
  if (actor.memberId !== null)
    await takeMemberLimit(database, actor.memberId, limit, processSettings().limits);
}

/** Also for routes without `withContext`. */
export function failureResponse(error: unknown): Response {
  const named = toFailure(error);
  const failure: Failure = named
    ? { code: named.code, message: named.message, fields: named.fields }
    : { code: 'internal', message: 'Tagdesk could not answer. The cause is in its log.', fields: {} };
  if (!(error instanceof AppError)) log.error('A route failed', { error });
  const retryAfter = named?.retryAfter ?? null;
  const headers: Record<string, string> = retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
  return jsonAnswer({ error: failure }, statusOf[failure.code], headers);
}

/** Pages cannot set cookies while rendering: routes extend the session. */
async function extendSession(headers: Headers): Promise<void> {
  await processAuth()
    .api.getSession({ headers })
    .catch((error: unknown) => log.warn('A session could not be extended', { error }));
}
