/** Erases a person, and first gives everything that is known of them. */
import { sql } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { allowTime, inTransaction, type Queryable } from '#lib/platform/db/transaction.ts';
import { digestOf, type Trace } from '#lib/platform/settings/erased-digest.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { eraseUserInput } from '#lib/shared/identities.ts';
import { holdUsers, refuseWhileBusy } from './hold-users.ts';

const mostMs = 60_000;
/** Shorter ids and names would be found in what is about others. */
const minTelling = 5;

/** Throws AppError `conflict` (a change or run is under way), `not-found`. */
export async function eraseUser(context: Context, input: unknown): Promise<{ lines: number }> {
  requirePermission(context, 'users:erase');
  const { userId, why } = parseInput(eraseUserInput, input);
  const { actor } = context;
  return inTransaction(context.database, async (transaction) => {
    await allowTime(transaction, mostMs);
    const held = await holdUsers(transaction, [userId]);
    await refuseWhileBusy(transaction, [...held.values()]);
    const { names, traces } = await findTraces(transaction, userId);
    const texts = [...new Set([...names, ...traces.map(({ text }) => text)])].filter((text) => text !== '');
    const telling = texts.filter(
      (text) => [...text].length >= minTelling && (!names.includes(text) || /\s/.test(text)),
    );
    await emptyInbound(transaction, traces);
    const [erased] = await runStatement<{ lines: number }>(
      transaction,
      sql`select erase_user(${userId}::bigint, ${sql.param(texts)}::text[], ${sql.param(telling)}::text[],
        ${sql.param(traces.map(digestOf))}::text[])::int as lines`,
    );
    await recordEvent(transaction, {
      kind: 'user.erased',
      memberId: actor.memberId,
      actor: actor.name,
      subject: String(userId),
      detail: { why },
    });
    return { lines: erased?.lines ?? 0 };
  });
}

/** What webhooks told of them: also by ids too short to be looked for everywhere. That there was an event stays. */
async function emptyInbound(database: Queryable, traces: readonly Trace[]): Promise<void> {
  const known = traces.map(({ kind, text }) => ({ kind, text }));
  await runStatement(
    database,
    sql`with own as (select kind, text from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as o(kind text, text text)),
      emptied as (
        update inbound_events e set external_id = null, content = '{}', digest = '',
          state = case when e.state = 'kept' then 'left-out' else e.state end
        from own where (e.provider = own.kind and e.external_id = own.text)
          or (own.kind = 'email' and lower(e.content ->> 'email') = lower(own.text)))
      delete from identity_cases k using own where k.kind = 'unknown-id' and k.pair = own.kind || ':' || own.text`,
  );
}

/** Every name, e-mail, id and reference that they have or had. */
async function findTraces(
  database: Queryable,
  userId: number,
): Promise<{ names: string[]; traces: Trace[] }> {
  const people = await runStatement<{ name: string; email: string }>(
    database,
    sql`select name, email from users where id = ${userId}::bigint
      union select name, email from merged_users where id in (select users_within(${userId}::bigint))
      union select coalesce(d.name, ''), coalesce(d.email, '') from audit_events e
        cross join lateral (values (e.detail ->> 'name', e.detail ->> 'email'),
          (e.detail ->> 'nameBefore', e.detail ->> 'emailBefore')) d (name, email)
        where lower(e.subject) in (select users_within(${userId}::bigint)::text) and e.kind = 'user.edited'
      union select coalesce(r ->> k.name, ''), coalesce(r ->> k.email, '') from import_batches b
        cross join lateral jsonb_array_elements(b.renamed) r
        cross join (values ('name', 'email'), ('newName', 'newEmail')) k (name, email)
        where (r ->> 'id')::bigint in (select users_within(${userId}::bigint))`,
  );
  const ids = await runStatement<{ provider: ProviderId; text: string }>(
    database,
    sql`select provider, external_id as text from identities where user_id = ${userId}::bigint
      union select r.provider, r.ref from identity_refs r join identities i on i.id = r.identity_id
        where i.user_id = ${userId}::bigint
      union select provider, external_id from changes where user_id in (select users_within(${userId}::bigint))
        and identity_id not in (select id from identities where user_id <> ${userId}::bigint)
      union select provider, external_id from user_links where from_user_id in (select users_within(${userId}::bigint))
        and identity_id not in (select id from identities where user_id <> ${userId}::bigint)`,
  );
  const profiles = await runStatement<{ email: string }>(
    database,
    sql`select distinct profile ->> 'email' as email from identities
      where user_id = ${userId}::bigint and profile ->> 'email' <> ''`,
  );
  const known = (text: string) => text !== '' && text !== '–';
  const emails = [...new Set([...people, ...profiles].map(({ email }) => email).filter(known))];
  return {
    names: [...new Set(people.map(({ name }) => name).filter(known))],
    traces: [
      ...emails.map((text) => ({ kind: 'email' as const, text })),
      ...ids.map(({ provider, text }) => ({ kind: provider, text })),
    ],
  };
}

/** One JSON text with all that Tagdesk knows of a user. Throws AppError `not-found`. */
export async function exportKnown(context: Context, userId: number): Promise<string> {
  requirePermission(context, 'users:erase');
  if (!Number.isSafeInteger(userId) || userId <= 0) throw new AppError('not-found', 'User not found.');
  const within = sql`(select users_within(${userId}::bigint))`;
  const [row] = await runStatement<{ known: string | null }>(
    context.database,
    sql`select jsonb_pretty(jsonb_build_object(
        'user', to_jsonb(u) - '{search,tag_ids}'::text[],
        'merged', (select jsonb_agg(to_jsonb(m)) from merged_users m where m.id in ${within}),
        'identities', (select jsonb_agg(to_jsonb(i) || jsonb_build_object(
            'references', (select jsonb_agg(r.ref) from identity_refs r where r.identity_id = i.id),
            'tags', (select jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value, 'proof', it.proof, 'proofAt', it.proof_at))
              from identity_tags it join tags t on t.id = it.tag_id where it.identity_id = i.id)))
          from identities i where i.user_id = u.id),
        'changes', (select jsonb_agg(to_jsonb(c) order by c.id) from changes c where c.user_id in ${within}),
        'links', (select jsonb_agg(to_jsonb(l) order by l.id) from user_links l
          where l.from_user_id in ${within} or l.to_user_id in ${within}),
        'cases', (select jsonb_agg(to_jsonb(k)) from identity_cases k where k.user_ids && array(select users_within(u.id))),
        'events', (select jsonb_agg(to_jsonb(e) order by e.id) from audit_events e
          where lower(e.subject) in (select users_within(u.id)::text) and (e.kind like 'user.%' or e.kind like 'identity.%')),
        'runs', (select jsonb_agg(to_jsonb(t) order by t.id) from run_targets t where t.user_id in ${within})
      )) as known from users u where u.id = ${userId}::bigint`,
  );
  if (!row?.known) throw new AppError('not-found', 'User not found.');
  await recordEvent(context.database, {
    kind: 'users.exported',
    memberId: context.actor.memberId,
    actor: context.actor.name,
    detail: { rows: 1, userId },
  });
  return row.known;
}
