/** The context of a GET route: session, handler, and errors as JSON. */
import { AppError, type AppErrorCode } from '#lib/errors.ts';
import { log } from '#lib/log/log.ts';
import type { Failure } from '#lib/result.ts';
import { contextFor } from '#lib/runtime.ts';
import type { Context } from './context.ts';
import { processAuth } from './server.ts';
import { findSession } from './session.ts';

const statusOf: Record<AppErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  invalid: 400,
  'not-found': 404,
  conflict: 409,
  'not-connected': 409,
  busy: 503,
  'too-slow': 503,
  internal: 500,
};

const extendAfterMs = 24 * 60 * 60 * 1000;

type Params = Record<string, string | string[] | undefined>;
type Handler<P> = (context: Context, request: Request, params: P) => Promise<Response>;

/**
 * Wraps a route's handler. The answer of a refusal is `{ error: Failure }` with the status of its code; whatever
 * else is thrown becomes a 500 without its details, which go to the log.
 */
export function withContext<P extends Params = Params>(handler: Handler<P>) {
  return async (request: Request, route: { params: Promise<P> }): Promise<Response> => {
    try {
      const session = await findSession(request.headers);
      if (!session) throw new AppError('unauthenticated', 'You are not signed in. Sign in again.');
      if (session.ageMs > extendAfterMs) await extendSession(request.headers);
      const context = {
        ...contextFor(session.actor),
        session: { id: session.id, headers: request.headers },
      };
      return await handler(context, request, await route.params);
    } catch (error) {
      return failureResponse(error);
    }
  };
}

/** An error as a JSON answer; also for routes that find their context in another way. */
export function failureResponse(error: unknown): Response {
  const failure: Failure =
    error instanceof AppError
      ? { code: error.code, message: error.message, fields: error.fields }
      : { code: 'internal', message: 'Tagdesk could not answer. The cause is in its log.', fields: {} };
  if (!(error instanceof AppError)) log.error('A route failed', { error });
  return Response.json(
    { error: failure },
    { status: statusOf[failure.code], headers: { 'cache-control': 'no-store' } },
  );
}

/** A page cannot set a cookie while it renders; a route can, so sessions in use live on from here. */
async function extendSession(headers: Headers): Promise<void> {
  await processAuth()
    .api.getSession({ headers })
    .catch((error: unknown) => log.warn('A session could not be extended', { error }));
}
