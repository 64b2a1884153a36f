/** Reads one identity: the provider's list replaces the mirror's, drift goes into the ledger. */
import { eq, sql } from 'drizzle-orm';
import { lockIdentities } from '#lib/domain/changes/store-mirror.ts';
import { takeReading } from '#lib/domain/changes/take-reading.ts';
import { writeRefs } from '#lib/domain/changes/user-refs.ts';
import type { Context } from '#lib/platform/context.ts';
import { identities, users } from '#lib/platform/db/schema/users.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import type { ReadHints, TagProvider } from '#lib/providers/contract.ts';
import { ProviderError } from '#lib/providers/errors.ts';

const maxReads = 4;

/** Gives the number of differing tags; `onProgress` hears of pages. Throws ProviderError. */
export async function readIdentity(
  context: Context,
  client: TagProvider,
  identityId: number,
  onProgress: NonNullable<ReadHints['onProgress']> = () => {},
): Promise<number> {
  for (let attempt = 1; attempt <= maxReads; attempt += 1) {
    const [identity] = await context.database
      .select({ externalId: identities.externalId, email: users.email })
      .from(identities)
      .innerJoin(users, eq(users.id, identities.userId))
      .where(eq(identities.id, identityId));
    if (!identity) return 0;
    const { mark } = await latestChange(context, identityId);
    const read = await client.readTags(identity.externalId, { email: identity.email, onProgress });
    const drift = await inTransaction(context.database, async (transaction) => {
      const locked = (await lockIdentities(transaction, [identityId])).get(identityId);
      // A change sent meanwhile may be newer than the reading: read again.
      const now = await latestChange({ database: transaction }, identityId);
      if (!locked || now.mark !== mark) return null;
      const { tags: shown, refs, exchanges } = read;
      const told = refs ? [{ identityId, provider: locked.provider, refs }] : [];
      await writeRefs(transaction, told);
      await transaction.update(identities).set({ readAt: new Date() }).where(eq(identities.id, identityId));
      return takeReading(transaction, locked, {
        shown,
        at: new Date().toISOString(),
        underWay: now.underWay,
        noticed: { by: context.actor.name, origin: context.origin ?? null },
        exchanges,
      });
    });
    if (drift !== null) return drift;
  }
  throw new ProviderError(
    client.id,
    'busy',
    'Changes of this identity are on their way; refresh again in a moment.',
  );
}

/** `mark` moves whenever a change starts, ends or is settled. `underWay`: keys that may be applied already. */
async function latestChange(
  { database }: { database: Transaction | Context['database'] },
  identityId: number,
) {
  const { rows } = await database.execute<{ mark: string; underWay: string[] }>(sql`
    select coalesce(max(id), 0) || ':' || coalesce(sum(attempts), 0) || ':' || count(*) filter (where state = 'closed')
      || ':' || count(*) filter (where state = 'sending') as mark,
      coalesce((select jsonb_agg(o.operation ->> 'key') from changes c
        cross join lateral jsonb_array_elements(c.operations) as o(operation)
        where c.identity_id = ${identityId} and c.state in ('sending', 'in-doubt')), '[]') as "underWay"
    from (select id, attempts, state from changes where identity_id = ${identityId} order by id desc limit 20) recent`);
  return rows[0] ?? { mark: '', underWay: [] };
}
