import { eq, sql } from 'drizzle-orm';
import { openDriftOf } from '#lib/domain/changes/drift-sql.ts';
import { sameUserOf } from '#lib/domain/changes/user-refs.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { users } from '#lib/platform/db/schema/users.ts';
import { providerIds } from '#lib/providers/ids.ts';
import type { ShownIdentity, ShownUser } from '#lib/shared/users.ts';

/** null: no such user. Identities in the providers' order, tags by key. */
export async function findUser(context: Context, userId: number): Promise<ShownUser | null> {
  requirePermission(context, 'users:read');
  if (!Number.isSafeInteger(userId) || userId <= 0) return null;
  const [user] = await context.database.select().from(users).where(eq(users.id, userId));
  if (!user) return null;
  // `asOf`: a change may be closed by a transaction that began before now and is not visible yet.
  const { rows } = await context.database.execute<ShownIdentity>(sql`
    select i.id, i.provider, i.external_id as "externalId", ${isoTime('i.read_at')} as "readAt", i.profile, ${sameUserOf(sql`i.id`)} as "sameAs",
      coalesce((select jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value, 'proof', it.proof,
          'proofAt', ${isoTime('it.proof_at')}, 'colour', t.colour) order by t.key)
        from identity_tags it join tags t on t.id = it.tag_id where it.identity_id = i.id), '[]'::jsonb) as tags,
      coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'operations', c.operations,
          'notBefore', ${isoTime('c.not_before')}, 'createdAt', ${isoTime('c.created_at')}) order by c.id)
        from changes c where c.identity_id = i.id and c.state <> 'closed' and c.kind = 'tags'), '[]'::jsonb) as open,
      ${openDriftOf(sql`i.id`)} as drift,
      (select ${isoTime('coalesce(min(c.sent_at), now())')}
        from changes c where c.identity_id = i.id and c.state = 'sending') as "asOf"
    from identities i where i.user_id = ${userId}`);
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    createdAt: user.createdAt.toISOString(),
    changedAt: user.changedAt.toISOString(),
    identities: rows.toSorted((a, b) => providerIds.indexOf(a.provider) - providerIds.indexOf(b.provider)),
    providers: context.providers.describe(),
  };
}

/** ISO 8601 in UTC. `instant`: a column or expression, never input. */
function isoTime(instant: string) {
  return sql.raw(`to_char(${instant} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
}
