/** Links a user to an id at a provider. Nothing is sent. */
import { eq, sql } from 'drizzle-orm';
import { refuseErased } from '#lib/domain/identities/find-erased.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { users } from '#lib/platform/db/schema/users.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { linkIdentityInput } from '#lib/shared/users.ts';
import { addIdentity } from './add-identity.ts';

/** Throws AppError `invalid` and `conflict` (field `externalId`), `not-found`. */
export async function linkIdentity(context: Context, input: unknown): Promise<{ identityId: number }> {
  requirePermission(context, 'users:create');
  const { userId, provider, externalId: typed } = parseInput(linkIdentityInput, input);
  const externalId = capabilitiesOf(provider).rules.externalId.parse(typed);
  return inTransaction(context.database, async (transaction) => {
    const [user] = await transaction.select({ id: users.id }).from(users).where(eq(users.id, userId));
    if (!user) throw new AppError('not-found', 'User not found.');
    await refuseErased(transaction, [{ kind: provider, text: externalId }]);
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
