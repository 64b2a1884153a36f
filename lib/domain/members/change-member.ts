import { and, eq, ne, sql } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { members, sessions } from '#lib/platform/db/schema/members.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { type ChangeMemberInput, changeMemberInput } from '#lib/shared/members.ts';
import { withdrawResets } from './links.ts';
import { requireMember } from './require-member.ts';

/** Throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (no admin would be left). */
export async function changeMember(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'members:manage');
  const wanted = parseInput(changeMemberInput, input);
  const { actor, database } = context;
  if (wanted.memberId === actor.memberId) {
    throw new AppError('forbidden', 'Nobody changes their own role or access. Ask another admin.');
  }
  await inTransaction(database, async (transaction) => {
    // Two admins who demote each other at once would leave none.
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtext('tagdesk members'))`);
    await requireStillAdmin(transaction, actor.memberId);
    const member = await requireMember(transaction, wanted.memberId);
    const losesAdmin = (wanted.role ?? member.role) !== 'admin' || (wanted.disabled ?? member.banned);
    if (member.role === 'admin' && !member.banned && losesAdmin)
      await requireOtherAdmin(transaction, member.id);
    await store(transaction, wanted);
    await recordEvent(transaction, {
      kind: 'member.changed',
      memberId: actor.memberId,
      actor: actor.name,
      subject: member.email,
      detail: {
        ...(wanted.role ? { role: wanted.role, roleBefore: member.role } : {}),
        ...(wanted.disabled === undefined ? {} : { disabled: wanted.disabled }),
      },
    });
  });
  return null;
}

/** The actor may have lost the role while waiting for the lock. */
async function requireStillAdmin(transaction: Transaction, memberId: string | null): Promise<void> {
  if (memberId === null) return;
  const [self] = await transaction
    .select({ role: members.role, banned: members.banned })
    .from(members)
    .where(eq(members.id, memberId));
  if (self?.role === 'admin' && !self.banned) return;
  throw new AppError('forbidden', 'You are not an admin any more.');
}

async function requireOtherAdmin(transaction: Transaction, memberId: string): Promise<void> {
  const [other] = await transaction
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.role, 'admin'), eq(members.banned, false), ne(members.id, memberId)))
    .limit(1);
  if (other) return;
  throw new AppError('conflict', 'This is the only admin. Make somebody else an admin first.');
}

async function store(transaction: Transaction, wanted: ChangeMemberInput): Promise<void> {
  const { memberId, role, disabled } = wanted;
  await transaction
    .update(members)
    .set({
      ...(role ? { role } : {}),
      ...(disabled === undefined ? {} : { banned: disabled }),
      updatedAt: new Date(),
    })
    .where(eq(members.id, memberId));
  if (!disabled) return;
  await transaction.delete(sessions).where(eq(sessions.userId, memberId));
  await withdrawResets(transaction, memberId);
}
