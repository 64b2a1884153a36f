/** Name and e-mail as a member knows them: no provider overwrites them later. Nothing is sent. */
import { sql } from 'drizzle-orm';
import { heldUser, holdUsers } from '#lib/domain/identities/hold-users.ts';
import { openCasesOf } from '#lib/domain/identities/open-cases.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { editUserInput } from '#lib/shared/identities.ts';
import { refuseTakenEmail } from './create-user.ts';

/** Throws AppError `invalid`, `conflict` (field `email`: another user has it), `not-found`. */
export async function editUser(context: Context, input: unknown): Promise<{ userId: number }> {
  requirePermission(context, 'users:edit');
  const { userId, name, email } = parseInput(editUserInput, input);
  const { actor } = context;
  return inTransaction(context.database, async (transaction) => {
    const user = heldUser(await holdUsers(transaction, [userId]), userId);
    const isRenamed = user.name !== name;
    const hasMoved = user.email !== email;
    if (!isRenamed && !hasMoved) return { userId };
    if (name === '' && email === '' && user.identities.length === 0) {
      const message = 'Leave a name or an e-mail, so that the user can be found again.';
      throw new AppError('invalid', message, { email: message });
    }
    if (hasMoved && email !== '') await refuseTakenEmail(transaction, email, userId);
    await runStatement(
      transaction,
      sql`update users set name = ${name}, email = ${email},
          name_from = ${isRenamed ? 'member' : user.nameFrom}::text,
          email_from = ${hasMoved ? 'member' : user.emailFrom}::text
        where id = ${userId}::bigint`,
    );
    await runStatement(transaction, sql`select refresh_users(array[${userId}]::bigint[])`);
    await openCasesOf(transaction, [userId]);
    await recordEvent(transaction, {
      kind: 'user.edited',
      memberId: actor.memberId,
      actor: actor.name,
      subject: String(userId),
      detail: {
        ...(isRenamed ? { name: name || '–', nameBefore: user.name || '–' } : {}),
        ...(hasMoved ? { email: email || '–', emailBefore: user.email || '–' } : {}),
      },
    });
    return { userId };
  });
}
