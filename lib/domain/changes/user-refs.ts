/**
 * Further references of a user (FRAGMENT's own id and the account's). Each belongs to one identity; the SQL
 * function `learn_refs` marks an identity that is somebody else's user as well.
 */
import { type SQL, sql } from 'drizzle-orm';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import type { UserRefs } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

/** `id`: the provider's own, null until an answer tells it. `all`: every reference, the entered one among them. */
export type KnownRefs = { id: string | null; all: string[] };

export type ReportedRefs = { identityId: number; provider: ProviderId; refs: UserRefs };

/** As KnownRefs; nothing for providers with one reference. */
export function knownRefsOf(identityId: SQL): SQL {
  return sql`(select jsonb_build_object('id', max(r.ref) filter (where r.is_own_id),
    'all', coalesce(jsonb_agg(r.ref), '[]'::jsonb)) from identity_refs r where r.identity_id = ${identityId})`;
}

/** As SameUser; null: nobody known. */
export function sameUserOf(identityId: SQL): SQL {
  return sql`(select jsonb_build_object('userId', other.user_id, 'externalId', other.external_id,
      'title', coalesce(nullif(u.name, ''), nullif(u.email, ''), other.external_id))
    from identities marked join identities other on other.id = marked.same_as_id
    join users u on u.id = other.user_id where marked.id = ${identityId})`;
}

export function hasNews(known: KnownRefs, externalId: string, { id, other }: UserRefs): boolean {
  if (known.id !== id) return true;
  const told = new Set([externalId, id, ...(other === null ? [] : [other])]);
  return known.all.length !== told.size || known.all.some((ref) => !told.has(ref));
}

/** The caller has locked the identities in the same transaction. Makes no statement where nothing was told. */
export async function writeRefs(transaction: Queryable, told: readonly ReportedRefs[]): Promise<void> {
  if (told.length === 0) return;
  const rows = told.map(({ identityId, provider, refs }) => ({ identity_id: identityId, provider, ...refs }));
  await runStatement(transaction, sql`select learn_refs(${JSON.stringify(rows)}::jsonb)`);
}
