import { and, eq, ne, type SQL } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requireOwnSession } from '#lib/platform/context.ts';
import { sessions } from '#lib/platform/db/schema/members.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { endSessionInput } from '#lib/shared/account.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { deviceOf, shortAddress } from './device.ts';

/** Throws AppError `unauthenticated`, `invalid`, `not-found`, also for somebody else's session. */
export async function endOwnSession(context: Context, input: unknown): Promise<null> {
  requireOwnSession(context);
  const { sessionId } = parseInput(endSessionInput, input);
  const ended = await end(context, eq(sessions.id, sessionId));
  if (ended === 0) throw new AppError('not-found', 'This session has ended already.');
  return null;
}

/** Gives how many there were. Throws AppError `unauthenticated`. */
export async function endOtherSessions(context: Context): Promise<{ ended: number }> {
  const { session } = requireOwnSession(context);
  return { ended: await end(context, ne(sessions.id, session.id)) };
}

async function end(context: Context, which: SQL): Promise<number> {
  const { memberId } = requireOwnSession(context);
  return inTransaction(context.database, async (transaction) => {
    const ended = await transaction
      .delete(sessions)
      .where(and(eq(sessions.userId, memberId), which))
      .returning({ userAgent: sessions.userAgent, address: sessions.ipAddress });
    for (const { userAgent, address } of ended) {
      await recordEvent(transaction, {
        kind: 'session.ended',
        memberId,
        actor: context.actor.name,
        detail: { device: deviceOf(userAgent ?? ''), address: shortAddress(address ?? '') },
      });
    }
    return ended.length;
  });
}
