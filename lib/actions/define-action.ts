/**
 * A verb as a server action: session → context, limit, run, plain Result. Permission and parsing are the
 * verb's. Refusals are recorded, without the input.
 */
import { headers } from 'next/headers';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import type { Context } from '#lib/platform/context.ts';
import { log } from '#lib/platform/log/log.ts';
import { takeAttempt } from '#lib/platform/rate-limits/attempt-limit.ts';
import { type MemberLimit, takeMemberLimit } from '#lib/platform/rate-limits/member-limits.ts';
import { contextFor, processSettings } from '#lib/platform/runtime.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { Failure, Result } from '#lib/shared/result.ts';
import { addressKey } from '#lib/web/http/client-address.ts';
import { toActionFailure } from '#lib/web/http/error-response.ts';
import { pathHeader } from '#lib/web/http/path-header.ts';
import { findSession } from '#lib/web/session.ts';
import { finishLater } from './finish-later.ts';

const nobody = { memberId: null, name: 'nobody', role: '' };
const maxStrangerLines = 60;
const recorded = new Set(['unauthenticated', 'forbidden', 'invalid']);

/**
 * `name`: in the audit log. Input is not trusted. `limit`: the member's share. Actions have no HTTP status: a
 * refusal is in the Result.
 */
export function defineAction<T>(
  name: string,
  verb: (context: Context, input: unknown) => Promise<T>,
  limit: MemberLimit = 'requests',
): (input: unknown) => Promise<Result<T>> {
  return async (input) => {
    let context: Context = { ...contextFor(nobody), finishLater };
    let hasBegun = false;
    try {
      const requestHeaders = await headers();
      context = { ...context, origin: pageOf(requestHeaders.get(pathHeader)) };
      const found = await findSession(requestHeaders);
      if (!found) throw new AppError('unauthenticated', 'Your session has ended. Sign in again.');
      const { actor } = found;
      context = { ...context, actor, session: { id: found.id, headers: requestHeaders } };
      if (actor.memberId !== null)
        await takeMemberLimit(context.database, actor.memberId, limit, processSettings().limits);
      hasBegun = true;
      return { ok: true, value: await verb(context, input) };
    } catch (error) {
      const failure = failureOf(name, error, hasBegun);
      if (recorded.has(failure.code)) await recordRefusal(context, name, failure);
      return { ok: false, error: failure };
    }
  };
}

function failureOf(name: string, error: unknown, hasBegun: boolean): Failure {
  const named = toActionFailure(error, hasBegun);
  if (!(error instanceof AppError)) log.error(`Action ${name} failed`, { error });
  if (named) return { code: named.code, message: named.message, fields: named.fields };
  return {
    code: 'internal',
    message:
      'Tagdesk could not finish this because of a fault of its own. The history shows what was recorded.',
    fields: {},
  };
}

/** Field names only: values may be personal or secret. Strangers' lines are limited per minute. */
async function recordRefusal({ database, actor }: Context, action: string, failure: Failure): Promise<void> {
  if (actor.memberId === null) {
    const key = `refusals:address:${addressKey(await headers())}`;
    if ((await takeAttempt(database, [{ key, max: maxStrangerLines }])) !== null) return;
  }
  await recordEvent(database, {
    kind: 'action.denied',
    memberId: actor.memberId,
    actor: actor.name,
    subject: action,
    detail: {
      code: failure.code,
      role: actor.role,
      fields: Object.keys(failure.fields).join(', ').slice(0, 500),
    },
  });
}

const maxLength = 200;

/** `/users/123?line=4` becomes `/users/…`: the line names the user anyway. null: no page. */
export function pageOf(address: string | null): string | null {
  if (!address?.startsWith('/')) return null;
  const [path = ''] = address.split(/[?#]/);
  return path.replaceAll(/\/\d+(?=\/|$)/g, '/…').slice(0, maxLength);
}
