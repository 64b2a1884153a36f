/** Adds an identity, or says who has it. */
import { and, eq, or } from 'drizzle-orm';
import { identities, identityRefs, users } from '#lib/platform/db/schema/users.ts';
import { isUniqueViolation } from '#lib/platform/db/sql-state.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError } from '#lib/shared/errors.ts';
import { titleOf } from '#lib/shared/user-list.ts';

export type NewIdentity = { userId: number; provider: ProviderId; externalId: string };

/**
 * The caller refreshes the user afterwards. `field`: where a refusal is shown. Throws AppError `conflict`
 * (the user has an identity there, or the id is taken).
 */
export async function addIdentity(
  transaction: Transaction,
  { userId, provider, externalId }: NewIdentity,
  field: string,
): Promise<number> {
  const added = await insertUnlessTaken(transaction, { userId, provider, externalId });
  if (added) return added.id;

  const { label, nouns } = capabilitiesOf(provider);
  const holder = await findHolder(transaction, provider, externalId);
  if (!holder) throw conflict(`This user has an identity at ${label} already.`, field);
  const has = `${titleOf({ ...holder, identities: [holder] })} has the ${nouns.externalId} ${externalId} already`;
  throw conflict(
    holder.externalId === externalId ? `${has}.` : `${has}: ${label} knows ${holder.externalId} by it, too.`,
    field,
  );
}

/** A savepoint: a known reference fails the statement, not the transaction. */
async function insertUnlessTaken(transaction: Transaction, identity: NewIdentity) {
  try {
    return await transaction.transaction(async (inner) => {
      const rows = await inner
        .insert(identities)
        .values(identity)
        .onConflictDoNothing()
        .returning({ id: identities.id });
      return rows[0];
    });
  } catch (error) {
    if (isUniqueViolation(error)) return undefined;
    throw error;
  }
}

/** As entered, or by the provider's own word. */
async function findHolder(transaction: Transaction, provider: ProviderId, ref: string) {
  const [holder] = await transaction
    .select({ name: users.name, email: users.email, externalId: identities.externalId })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .leftJoin(identityRefs, and(eq(identityRefs.identityId, identities.id), eq(identityRefs.ref, ref)))
    .where(
      and(
        eq(identities.provider, provider),
        or(eq(identities.externalId, ref), eq(identityRefs.provider, provider)),
      ),
    );
  return holder;
}

function conflict(message: string, field: string): AppError {
  return new AppError('conflict', message, { [field]: message });
}
