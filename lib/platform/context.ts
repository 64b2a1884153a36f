/** Who is asking, and with what. Every verb takes a context first; there is no verb without one. */

import type { Registry } from '#lib/providers/registry.ts';
import { AppError } from '#lib/shared/errors.ts';
import { can, type Permission, unprovenRole } from '#lib/shared/permissions.ts';
import type { Database } from './db/client.ts';

/** `memberId` is null for Tagdesk's own acts: recovery, the demo world, files loaded from the command line. */
export type Actor = { memberId: string | null; name: string; role: string };

/** The session that a browser came with, and its request's headers. Worker and command line have none. */
export type BrowserSession = { id: string; headers: Headers };

/**
 * `finishLater`: work that goes on after the answer, and is waited for when the server stops. `origin`: the page where
 * it was asked for, as the ledger records it; absent where no page is behind it.
 */
export type Context = {
  actor: Actor;
  database: Database;
  providers: Registry;
  session?: BrowserSession;
  origin?: string | null;
  finishLater?: (work: Promise<unknown>) => void;
};

export const systemActor: Actor = { memberId: null, name: 'Tagdesk', role: 'admin' };

/** Throws AppError `forbidden`; the first line of every verb. */
export function requirePermission(context: Context, permission: Permission): void {
  if (context.actor.role === unprovenRole)
    throw new AppError(
      'forbidden',
      'Your role needs two-factor authentication. Set it up under “Your account”.',
    );
  if (!can(context.actor.role, permission)) {
    throw new AppError('forbidden', `Your role (${context.actor.role}) does not allow this.`);
  }
}

/** For what members do to their own account. Throws AppError `unauthenticated` for whoever has none. */
export function requireOwnSession(context: Context): { memberId: string; session: BrowserSession } {
  const { actor, session } = context;
  if (actor.memberId === null || !session) {
    throw new AppError('unauthenticated', 'Your session has ended. Sign in again.');
  }
  return { memberId: actor.memberId, session };
}
