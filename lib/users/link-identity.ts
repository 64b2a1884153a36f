/** Tells which id a user has at a provider. Nothing is sent to the provider; a refresh shows what is there. */
import { eq, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { recordEvent } from '#lib/auth/record-event.ts';
import { users } from '#lib/db/schema/users.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { AppError, parseInput } from '#lib/errors.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { addIdentity } from './add-identity.ts';
import { linkIdentityInput } from './schemas.ts';

/** Throws AppError `invalid` and `conflict` (field `externalId`), `not-found` when there is no such user. */
export async function linkIdentity(context: Context, input: unknown): Promise<{ identityId: number }> {
  requirePermission(context, 'users:create');
  const { userId, provider, externalId: typed } = parseInput(linkIdentityInput, input);
  const externalId = capabilitiesOf(provider).rules.externalId.parse(typed);
  return inTransaction(context.database, async (transaction) => {
    const [user] = await transaction.select({ id: users.id }).from(users).where(eq(users.id, userId));
    if (!user) throw new AppError('not-found', 'There is no such user.');
    const identityId = await addIdentity(transaction, { userId, provider, externalId }, 'externalId');
    await transaction.execute(sql`select refresh_users(array[${userId}]::bigint[])`);
    await recordEvent(transaction, {
      kind: 'identity.linked',
      memberId: context.actor.memberId,
      actor: context.actor.name,
      subject: String(userId),
      detail: { provider, externalId },
    });
    return { identityId };
  });
}
