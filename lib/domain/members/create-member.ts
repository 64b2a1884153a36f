/** With a first password that the admin hands over: for test suites and members without a link. */

import { randomUUID } from 'node:crypto';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { members } from '#lib/platform/db/schema/members.ts';
import { isUniqueViolation } from '#lib/platform/db/sql-state.ts';
import { inTransaction, type Queryable } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { newMemberInput } from '#lib/shared/members.ts';
import { requireStrongPassword } from './password-strength.ts';
import { storePassword } from './passwords.ts';

/** Throws AppError `forbidden`, `invalid` with a message per field, `conflict` when the e-mail is a member's. */
export async function createMember(context: Context, input: unknown): Promise<{ memberId: string }> {
  requirePermission(context, 'members:manage');
  const member = parseInput(newMemberInput, input);
  await requireStrongPassword(member.password, member);
  try {
    return await inTransaction(context.database, async (transaction) => {
      const memberId = await insertMember(transaction, member);
      await recordEvent(transaction, {
        kind: 'member.created',
        memberId: context.actor.memberId,
        actor: context.actor.name,
        subject: member.email,
        detail: { role: member.role },
      });
      return { memberId };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = `${member.email} is a member already.`;
    throw new AppError('conflict', message, { email: message });
  }
}

/** `password` null: somebody who comes by single sign-on. */
type NewMember = { name: string; email: string; password: string | null; role: string };

/** Gives the new member's id. Rejects with SQLSTATE 23505 when the e-mail is taken. */
export async function insertMember(database: Queryable, member: NewMember): Promise<string> {
  const id = randomUUID();
  await database.insert(members).values({
    id,
    name: member.name,
    email: member.email.toLowerCase(),
    // An admin vouches for the address.
    emailVerified: true,
    role: member.role,
  });
  if (member.password !== null) await storePassword(database, id, member.password);
  return id;
}
