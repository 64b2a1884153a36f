/** A member's role, access or password, changed by an admin. */
import { hashPassword } from 'better-auth/crypto';
import { and, eq, ne, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { recordEvent } from '#lib/auth/record-event.ts';
import { accounts, members, sessions } from '#lib/db/schema/members.ts';
import { inTransaction, type Transaction } from '#lib/db/transaction.ts';
import { AppError, parseInput } from '#lib/errors.ts';
import { type ChangeMemberInput, changeMemberInput } from './schemas.ts';

/**
 * Throws AppError `forbidden`, `invalid`, `not-found`, and `conflict` when nobody would be left who can manage
 * members. What was changed is recorded, the password itself is not.
 */
export async function changeMember(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'members:manage');
  const wanted = parseInput(changeMemberInput, input);
  const { actor, database } = context;
  const password = wanted.password === undefined ? null : await hashPassword(wanted.password);
  await inTransaction(database, async (transaction) => {
    // Two admins who demote each other at once would leave none.
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtext('tagdesk members'))`);
    const [member] = await transaction.select().from(members).where(eq(members.id, wanted.memberId));
    if (!member) throw new AppError('not-found', 'This member does not exist any more.');
    const losesAdmin = (wanted.role ?? member.role) !== 'admin' || (wanted.disabled ?? member.banned);
    if (member.role === 'admin' && !member.banned && losesAdmin)
      await requireOtherAdmin(transaction, member.id);
    await store(transaction, wanted, password);
    await recordEvent(transaction, {
      kind: 'member.changed',
      memberId: actor.memberId,
      actor: actor.name,
      subject: member.email,
      detail: {
        ...(wanted.role ? { role: wanted.role, roleBefore: member.role } : {}),
        ...(wanted.disabled === undefined ? {} : { disabled: wanted.disabled }),
        ...(password ? { password: 'replaced' } : {}),
      },
    });
  });
  return null;
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

async function store(
  transaction: Transaction,
  wanted: ChangeMemberInput,
  password: string | null,
): Promise<void> {
  const { memberId, role, disabled } = wanted;
  await transaction
    .update(members)
    .set({
      ...(role ? { role } : {}),
      ...(disabled === undefined ? {} : { banned: disabled }),
      updatedAt: new Date(),
    })
    .where(eq(members.id, memberId));
  if (password) {
    await transaction
      .update(accounts)
      .set({ password, updatedAt: new Date() })
      .where(and(eq(accounts.userId, memberId), eq(accounts.providerId, 'credential')));
  }
  if (password || disabled) await transaction.delete(sessions).where(eq(sessions.userId, memberId));
}
