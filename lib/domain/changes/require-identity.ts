import { and, eq, sql } from 'drizzle-orm';
import { identities } from '#lib/platform/db/schema/users.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError } from '#lib/shared/errors.ts';

export type Identity = typeof identities.$inferSelect;

/** Throws AppError `not-found` when the user, or their identity at this provider, does not exist. */
export async function requireIdentity(
  database: Queryable,
  userId: number,
  provider: ProviderId,
): Promise<Identity> {
  const [identity] = await database
    .select()
    .from(identities)
    .where(
      and(
        eq(identities.userId, sql.placeholder('userId')),
        eq(identities.provider, sql.placeholder('provider')),
      ),
    )
    .prepare('tagdesk_identity')
    .execute({ userId, provider });
  if (!identity) throw noIdentity(provider);
  return identity;
}

export function noIdentity(provider: ProviderId): AppError {
  return new AppError('not-found', `This user has no identity at ${capabilitiesOf(provider).label}.`);
}
