/** One read of one identity: the provider's complete list replaces the mirror's, and differences go into the ledger. */
import { eq, sql } from 'drizzle-orm';
import type { Context } from '#lib/auth/context.ts';
import { learn } from '#lib/changes/mirror.ts';
import { plainOutcome } from '#lib/changes/outcomes.ts';
import type { MirrorTag } from '#lib/changes/schemas.ts';
import { type LockedIdentity, lockIdentities, storeMirror } from '#lib/changes/store-mirror.ts';
import { learnRefs } from '#lib/changes/user-refs.ts';
import { changes } from '#lib/db/schema/changes.ts';
import { identities } from '#lib/db/schema/users.ts';
import { inTransaction, type Transaction } from '#lib/db/transaction.ts';
import type { Operation, ReadResult, TagProvider } from '#lib/providers/contract.ts';
import { ProviderError } from '#lib/providers/errors.ts';

const mostReads = 4;

/** Gives the number of tags that differed. Throws ProviderError when the provider cannot be read just now. */
export async function readIdentity(
  context: Context,
  client: TagProvider,
  identityId: number,
): Promise<number> {
  for (let attempt = 1; attempt <= mostReads; attempt += 1) {
    const identity = await context.database.query.identities.findFirst({
      where: eq(identities.id, identityId),
    });
    if (!identity) return 0;
    const latest = await latestChange(context, identityId);
    const read = await client.readTags(identity.externalId);
    const drift = await inTransaction(context.database, async (transaction) => {
      const locked = (await lockIdentities(transaction, [identityId])).get(identityId);
      // A change that was sent meanwhile may be newer than what was read: read again rather than overwrite it.
      if (!locked || (await latestChange({ database: transaction }, identityId)) !== latest) return null;
      return take(transaction, context, locked, read);
    });
    if (drift !== null) return drift;
  }
  throw new ProviderError(
    client.id,
    'busy',
    'Changes of this identity are on their way; refresh again in a moment.',
  );
}

/** A fingerprint of the identity's ledger: moves whenever a change starts, ends or is settled. */
async function latestChange(
  { database }: { database: Transaction | Context['database'] },
  identityId: number,
) {
  const { rows } = await database.execute<{ mark: string }>(sql`
    select coalesce(max(id), 0) || ':' || coalesce(sum(attempts), 0) || ':' || count(*) filter (where state = 'closed')
      || ':' || count(*) filter (where state = 'sending') as mark
    from (select id, attempts, state from changes where identity_id = ${identityId} order by id desc limit 20) recent`);
  return rows[0]?.mark ?? '';
}

async function take(
  transaction: Transaction,
  context: Context,
  identity: LockedIdentity,
  { tags: shown, refs, exchanges }: ReadResult,
): Promise<number> {
  const after = learn(identity.tags, { operations: [], outcomes: [], shown, at: new Date().toISOString() });
  const drift = differences(identity.tags, after);
  const told = refs
    ? sql`, ${learnRefs([{ identityId: identity.id, provider: identity.provider, refs }])}`
    : sql``;
  await transaction.execute(sql`select ${storeMirror([{ identity, tags: after }])}${told}`);
  await transaction.update(identities).set({ readAt: new Date() }).where(eq(identities.id, identity.id));
  if (drift.length > 0) {
    await transaction.insert(changes).values({
      kind: 'refresh',
      userId: identity.userId,
      identityId: identity.id,
      provider: identity.provider,
      externalId: identity.externalId,
      memberId: context.actor.memberId,
      actor: context.actor.name,
      origin: context.origin ?? null,
      operations: drift,
      before: identity.tags,
      after,
      outcomes: drift.map(() => plainOutcome('confirmed')),
      outcome: 'confirmed',
      exchanges,
      state: 'closed',
      closedAt: new Date(),
      durationMs: Math.round(exchanges.reduce((total, exchange) => total + exchange.durationMs, 0)),
    });
  }
  return drift.length;
}

/** What must have happened at the provider without Tagdesk, written as operations. */
function differences(before: readonly MirrorTag[], after: readonly MirrorTag[]): Operation[] {
  const earlier = new Map(before.map((tag) => [tag.key, tag.value]));
  const later = new Map(after.map((tag) => [tag.key, tag.value]));
  const arrived = after.flatMap(({ key, value }): Operation[] => {
    if (!earlier.has(key)) return [{ verb: 'add', key, value }];
    return earlier.get(key) === value ? [] : [{ verb: 'update', key, value }];
  });
  const left = before.filter(({ key }) => !later.has(key));
  return [...arrived, ...left.map(({ key }): Operation => ({ verb: 'remove', key, value: null }))];
}
