/** Looks for a person at a provider, with who has each id here. Nothing is sent that changes anything. */
import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { type FoundIds, findIdsInput, type IdHolder } from '#lib/shared/identities.ts';

/**
 * What a provider says about this is no error of Tagdesk: `failed` with its words. Throws AppError `invalid`
 * (the provider cannot be asked by this).
 */
export async function findIds(context: Context, input: unknown): Promise<FoundIds> {
  requirePermission(context, 'users:create');
  const { provider, by, text } = parseInput(findIdsInput, input);
  const { findsBy, label } = capabilitiesOf(provider);
  if (!findsBy.includes(by)) {
    const message = `${label} cannot be asked by this.`;
    throw new AppError('invalid', message, { by: message });
  }
  const client = context.providers.get(provider);
  if (!client?.findIdentities)
    return { state: 'not-connected', message: `${label} is not connected.`, candidates: [] };
  try {
    const rows = await client.findIdentities(by, text);
    const refs = rows.flatMap(({ externalId, secondRef }) => [externalId, secondRef ?? externalId]);
    const holders = await findHolders(context, provider, refs);
    const candidates = rows.map(({ tags: _, ...row }) => ({
      ...row,
      holder: holders.get(row.externalId) ?? holders.get(row.secondRef ?? '') ?? null,
    }));
    return { state: 'found', message: null, candidates };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { state: 'failed', message: error.message, candidates: [] };
  }
}

/** By the id as entered here, or by another reference that the provider told. */
async function findHolders(
  { database }: Context,
  provider: ProviderId,
  refs: readonly string[],
): Promise<Map<string, IdHolder>> {
  if (refs.length === 0) return new Map();
  const rows = await runStatement<IdHolder & { ref: string }>(
    database,
    sql`with held as (
        select i.external_id as ref, i.user_id from identities i
          where i.provider = ${provider} and i.external_id = any(${sql.param([...refs])}::text[])
        union
        select r.ref, i.user_id from identity_refs r join identities i on i.id = r.identity_id
          where r.provider = ${provider} and r.ref = any(${sql.param([...refs])}::text[])
      )
      select h.ref, u.id as "userId", coalesce(nullif(u.name, ''), nullif(u.email, ''), h.ref) as title
      from held h join users u on u.id = h.user_id`,
  );
  return new Map(rows.map(({ ref, ...holder }) => [ref, holder]));
}
