/** Writes one identity of a user, saying who has it already when somebody does. */
import { and, eq } from 'drizzle-orm';
import { identities, users } from '#lib/db/schema/users.ts';
import type { Transaction } from '#lib/db/transaction.ts';
import { AppError } from '#lib/errors.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { titleOf } from './list-schemas.ts';

export type NewIdentity = { userId: number; provider: ProviderId; externalId: string };

/**
 * Gives the identity's id; the caller refreshes the user afterwards. `field` is where a refusal is shown.
 * Throws AppError `conflict` when the user has an identity there, or somebody else has this id.
 */
export async function addIdentity(
  transaction: Transaction,
  { userId, provider, externalId }: NewIdentity,
  field: string,
): Promise<number> {
  const [added] = await transaction
    .insert(identities)
    .values({ userId, provider, externalId })
    .onConflictDoNothing()
    .returning({ id: identities.id });
  if (added) return added.id;

  const { label, nouns } = capabilitiesOf(provider);
  const [holder] = await transaction
    .select({ id: users.id, name: users.name, email: users.email })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(and(eq(identities.provider, provider), eq(identities.externalId, externalId)));
  const message = holder
    ? `${titleOf({ ...holder, identities: [{ externalId }] })} has the ${nouns.externalId} ${externalId} already.`
    : `This user has an identity at ${label} already.`;
  throw new AppError('conflict', message, { [field]: message });
}
