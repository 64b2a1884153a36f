/** Creates a user with identities. To a provider only what `createAt` names is sent, each as a change. */
import { sql } from 'drizzle-orm';
import { requireConnected } from '#lib/domain/changes/require-connected.ts';
import { refuseErased } from '#lib/domain/identities/find-erased.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { users } from '#lib/platform/db/schema/users.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { providerIds } from '#lib/providers/ids.ts';
import type { ChangeReport } from '#lib/shared/changes.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import { createUserInput } from '#lib/shared/users.ts';
import { addIdentity } from './add-identity.ts';
import { recordCreation, sendCreation } from './create-there.ts';

/**
 * Throws AppError `invalid`, `conflict` (e-mail or id taken: files and searches find users by these),
 * `not-connected`. `reports`: of what was sent.
 */
export async function createUser(
  context: Context,
  input: unknown,
): Promise<{ userId: number; reports: ChangeReport[] }> {
  requirePermission(context, 'users:create');
  const wanted = parseInput(createUserInput, input);
  const createAt = [...new Set(wanted.createAt)];
  for (const provider of createAt) requireConnected(context, provider);
  const { userId, lines } = await inTransaction(context.database, async (transaction) => {
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
    const lines: number[] = [];
    for (const provider of providerIds) {
      const externalId = wanted[provider];
      if (externalId === '') continue;
      const identity = { userId: user.id, provider, externalId };
      const id = await addIdentity(transaction, identity, provider);
      if (createAt.includes(provider))
        lines.push(await recordCreation(transaction, context, { id, ...identity }, wanted.email));
    }
    await transaction.execute(sql`select refresh_users(array[${user.id}]::bigint[])`);
    await recordEvent(transaction, {
      kind: 'user.created',
      memberId: context.actor.memberId,
      actor: context.actor.name,
      subject: String(user.id),
    });
    return { userId: user.id, lines };
  });
  return { userId, reports: await Promise.all(lines.map((line) => sendCreation(context, line))) };
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
