import { eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { openDriftOf } from '#lib/domain/changes/drift-sql.ts';
import { sameUserOf } from '#lib/domain/changes/user-refs.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { users } from '#lib/platform/db/schema/users.ts';
import { providerIds } from '#lib/providers/ids.ts';
import type { ShownIdentity, ShownUser, ShownUserAct } from '#lib/shared/users.ts';

/** null: no such user. Identities in the providers' order, tags by key. */
export async function findUser(context: Context, userId: number): Promise<ShownUser | null> {
  requirePermission(context, 'users:read');
  if (!Number.isSafeInteger(userId) || userId <= 0) return null;
  const [user] = await context.database
    .select({ ...getTableColumns(users), lastAct: lastActOf(userId) })
    .from(users)
    .where(eq(users.id, userId));
  if (!user) return null;
  // `asOf`: a change may be closed by a transaction that began before now and is not visible yet.
  const { rows } = await context.database.execute<ShownIdentity>(sql`
    select i.id, i.provider, i.external_id as "externalId", ${isoTime('i.read_at')} as "readAt", i.profile,
      nullif(i.other_name, ${user.name}) as "otherName",
      case when fold_text(i.other_email) <> fold_text(${user.email}) then i.other_email end as "otherEmail", ${sameUserOf(sql`i.id`)} as "sameAs",
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
    lastAct: user.lastAct,
  };
}

/** As `findUser`; a merged user's number gives the user they are now, under that user's own number. */
export async function findUserNow(context: Context, userId: number): Promise<ShownUser | null> {
  const user = await findUser(context, userId);
  if (user) return user;
  const into = await findMergedInto(context, userId);
  return into === null ? null : findUser(context, into);
}

/** Who went into another user: that user's number as of now. null: nobody did. */
export async function findMergedInto(context: Context, userId: number): Promise<number | null> {
  requirePermission(context, 'users:read');
  if (!Number.isSafeInteger(userId) || userId <= 0) return null;
  const [row] = await runStatement<{ now: number }>(
    context.database,
    sql`select u.id as now from users u where u.id = user_now(${userId}::bigint) and u.id <> ${userId}::bigint`,
  );
  return row?.now ?? null;
}

function lastActOf(userId: number): SQL<ShownUserAct | null> {
  return sql`(select jsonb_build_object('id', a.id, 'kind', a.kind, 'actor', a.actor, 'at', ${isoTime('a.at')},
      'title', coalesce((select coalesce(nullif(o.name, ''), nullif(o.email, '')) from (
          select id, name, email from users union all select id, name, email from merged_users) o
          where o.id = case when a.user_id = ${userId} then a.other_id else a.user_id end),
        (select string_agg(l.external_id, ', ') from user_links l where l.act_id = a.id and not l.is_undo), ''))
    from user_acts a where (a.user_id = ${userId} or a.other_id = ${userId}) and a.undone_at is null
    order by a.id desc limit 1)`;
}

/** ISO 8601 in UTC. `instant`: a column or expression, never input. */
function isoTime(instant: string) {
  return sql.raw(`to_char(${instant} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
}
