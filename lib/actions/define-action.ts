/**
 * How a verb becomes a server action: session → context, run, plain Result. Nothing else happens here; permission
 * and parsing are the verb's. Every refusal is recorded, with what was tried and by whom, never with the input.
 */
import { headers } from 'next/headers';
import { after } from 'next/server';
import type { Context } from '#lib/auth/context.ts';
import { pathHeader } from '#lib/auth/path-header.ts';
import { recordEvent } from '#lib/auth/record-event.ts';
import { findSession } from '#lib/auth/session.ts';
import { pageOf } from '#lib/changes/page-of.ts';
import { AppError } from '#lib/errors.ts';
import { log } from '#lib/log/log.ts';
import type { Failure, Result } from '#lib/result.ts';
import { contextFor } from '#lib/runtime.ts';

const nobody = { memberId: null, name: 'nobody', role: '' };
const recorded = new Set(['unauthenticated', 'forbidden', 'invalid']);

/** `name` is how the audit log calls the action. The action takes anything: what it is called with is not trusted. */
export function defineAction<T>(
  name: string,
  verb: (context: Context, input: unknown) => Promise<T>,
): (input: unknown) => Promise<Result<T>> {
  return async (input) => {
    const requestHeaders = await headers();
    const found = await findSession(requestHeaders);
    const context: Context = {
      ...contextFor(found?.actor ?? nobody),
      finishLater,
      origin: pageOf(requestHeaders.get(pathHeader)),
      ...(found ? { session: { id: found.id, headers: requestHeaders } } : {}),
    };
    try {
      if (!found) throw new AppError('unauthenticated', 'Your session has ended. Sign in again.');
      return { ok: true, value: await verb(context, input) };
    } catch (error) {
      const failure = toFailure(name, error);
      if (recorded.has(failure.code)) await recordRefusal(context, name, failure);
      return { ok: false, error: failure };
    }
  };
}

/** Next waits for this work when it is asked to stop. What it throws was not seen by anybody, so it is logged. */
function finishLater(work: Promise<unknown>): void {
  after(() => work.catch((error: unknown) => log.error('Work left behind by an action failed', { error })));
}

function toFailure(name: string, error: unknown): Failure {
  if (error instanceof AppError) return { code: error.code, message: error.message, fields: error.fields };
  log.error(`Action ${name} failed`, { error });
  return {
    code: 'internal',
    message:
      'Tagdesk could not finish this because of a fault of its own. The history shows what was recorded.',
    fields: {},
  };
}

/** Field names only: values may be personal, or a secret typed into the wrong box. */
async function recordRefusal({ database, actor }: Context, action: string, failure: Failure): Promise<void> {
  await recordEvent(database, {
    kind: 'action-refused',
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
