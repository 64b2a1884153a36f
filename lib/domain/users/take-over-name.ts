/** A user's name or e-mail becomes what a provider says: its later words follow. Nothing is sent. */
import { sql } from 'drizzle-orm';
import { heldUser, holdUsers } from '#lib/domain/identities/hold-users.ts';
import { openCasesOf } from '#lib/domain/identities/open-cases.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { takeOverInput } from '#lib/shared/users.ts';
import { refuseTakenEmail } from './create-user.ts';

/** Throws AppError `conflict` (the provider says nothing else; another user has the e-mail), `not-found`. */
export async function takeOverName(context: Context, input: unknown): Promise<{ userId: number }> {
  requirePermission(context, 'users:edit');
  const { userId, provider, part } = parseInput(takeOverInput, input);
  const { actor } = context;
  const [column, source] = [sql.raw(part), sql.raw(`${part}_from`)];
  const [other, told] = [sql.raw(`other_${part}`), sql.raw(`told_${part}`)];
  return inTransaction(context.database, async (transaction) => {
    const user = heldUser(await holdUsers(transaction, [userId]), userId);
    const [said] = await runStatement<{ text: string | null }>(
      transaction,
      sql`select ${other} as text from identities where user_id = ${userId}::bigint and provider = ${provider}`,
    );
    const text = said?.text ?? null;
    if (text === null || text === user[part])
      throw new AppError('conflict', `${capabilitiesOf(provider).label} says nothing else by now.`);
    if (part === 'email') await refuseTakenEmail(transaction, text, userId);
    await runStatement(
      transaction,
      sql`update users set ${column} = ${text}, ${source} = ${provider} where id = ${userId}::bigint`,
    );
    await runStatement(
      transaction,
      sql`update identities set ${told} = ${text}, ${other} = null
        where user_id = ${userId}::bigint and provider = ${provider}`,
    );
    await runStatement(transaction, sql`select refresh_users(array[${userId}]::bigint[])`);
    await openCasesOf(transaction, [userId]);
    await recordEvent(transaction, {
      kind: 'user.edited',
      memberId: actor.memberId,
      actor: actor.name,
      subject: String(userId),
      detail: { [part]: text, [`${part}Before`]: user[part] || '–' },
    });
    return { userId };
  });
}
