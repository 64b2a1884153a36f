/** Creates a user with identities. Nothing is sent to a provider. */
import { sql } from 'drizzle-orm';
import { refuseErased } from '#lib/domain/identities/find-erased.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { users } from '#lib/platform/db/schema/users.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import { createUserInput } from '#lib/shared/users.ts';
import { addIdentity } from './add-identity.ts';

/** Throws AppError `invalid`, `conflict` (e-mail or id taken): files and searches find users by these. */
export async function createUser(context: Context, input: unknown): Promise<{ userId: number }> {
  requirePermission(context, 'users:create');
  const wanted = parseInput(createUserInput, input);
  return inTransaction(context.database, async (transaction) => {
    if (wanted.email !== '') await refuseTakenEmail(transaction, wanted.email);
    await refuseErased(transaction, [
      ...(wanted.email === '' ? [] : [{ kind: 'email' as const, text: wanted.email }]),
      ...providerIds.flatMap((kind) => (wanted[kind] === '' ? [] : [{ kind, text: wanted[kind] }])),
    ]);
    const [user] = await transaction
      .insert(users)
      .values({ name: wanted.name, email: wanted.email, nameFrom: 'member', emailFrom: 'member' })
      .returning({ id: users.id });
    if (!user) throw new Error('The new user was not stored.');
    for (const provider of providerIds) {
      const externalId = wanted[provider];
      if (externalId !== '')
        await addIdentity(transaction, { userId: user.id, provider, externalId }, provider);
    }
    await transaction.execute(sql`select refresh_users(array[${user.id}]::bigint[])`);
    await recordEvent(transaction, {
      kind: 'user.created',
      memberId: context.actor.memberId,
      actor: context.actor.name,
      subject: String(user.id),
    });
    return { userId: user.id };
  });
}

/** `except`: whose own it may be. Concurrent inserts of the same e-mail wait for each other. */
export async function refuseTakenEmail(transaction: Transaction, email: string, except = 0): Promise<void> {
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('user e-mail ' || fold_text(${email}), 0))`,
  );
  const [holder] = await transaction
    .select({ name: users.name, email: users.email })
    .from(users)
    .where(sql`fold_text(${users.email}) = fold_text(${email}) and ${users.id} <> ${except}`)
    .limit(1);
  if (!holder) return;
  const message = `${titleOf({ ...holder, identities: [] })} has the e-mail ${email} already.`;
  throw new AppError('conflict', message, { email: message });
}
