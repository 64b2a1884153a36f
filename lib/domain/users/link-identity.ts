/** Links a user to an id at a provider. Only with `create` something is sent, as a change. */
import { eq, sql } from 'drizzle-orm';
import { requireConnected } from '#lib/domain/changes/require-connected.ts';
import { refuseErased } from '#lib/domain/identities/find-erased.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { users } from '#lib/platform/db/schema/users.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ChangeReport } from '#lib/shared/changes.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { linkIdentityInput } from '#lib/shared/users.ts';
import { addIdentity } from './add-identity.ts';
import { recordCreation, sendCreation } from './create-there.ts';

/** Throws AppError `invalid` and `conflict` (field `externalId`), `not-found`, `not-connected`. */
export async function linkIdentity(
  context: Context,
  input: unknown,
): Promise<{ identityId: number; report: ChangeReport | null }> {
  requirePermission(context, 'users:create');
  const { userId, provider, externalId: typed, create } = parseInput(linkIdentityInput, input);
  const externalId = capabilitiesOf(provider).rules.externalId.parse(typed);
  if (create) requireConnected(context, provider);
  const { identityId, line } = await inTransaction(context.database, async (transaction) => {
    const [user] = await transaction
      .select({ id: users.id, email: users.email })
      .from(users)
      .where(eq(users.id, userId));
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
    const identity = { id: identityId, userId, provider, externalId };
    const line = create ? await recordCreation(transaction, context, identity, user.email) : null;
    return { identityId, line };
  });
  return { identityId, report: line === null ? null : await sendCreation(context, line) };
}
