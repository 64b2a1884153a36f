/** The first argument of every verb: who asks, and with what. */

import type { Registry } from '#lib/providers/registry.ts';
import { AppError } from '#lib/shared/errors.ts';
import { can, type Permission, unprovenRole } from '#lib/shared/permissions.ts';
import type { Database } from './db/client.ts';

/** `memberId` null: Tagdesk itself (recovery, demo data, command line). */
export type Actor = { memberId: string | null; name: string; role: string };

/** Workers and the command line have none. */
export type BrowserSession = { id: string; headers: Headers };

/**
 * `finishLater`: work that outlives the answer; shutdown waits for it. `origin`: the page, for the ledger;
 * absent where there is none.
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

/** For changes to one's own account. Throws AppError `unauthenticated`. */
export function requireOwnSession(context: Context): { memberId: string; session: BrowserSession } {
  const { actor, session } = context;
  if (actor.memberId === null || !session) {
    throw new AppError('unauthenticated', 'Your session has ended. Sign in again.');
  }
  return { memberId: actor.memberId, session };
}
