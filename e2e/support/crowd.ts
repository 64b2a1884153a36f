/** The same users in the sandbox and in Tagdesk, for runs. */
import { randomInt } from 'node:crypto';
import type { Ledger } from './ledger.ts';
import { uniqueMark } from './mark.ts';
import type { ProviderName, Sandbox } from './sandbox.ts';

type CrowdProvider = Exclude<ProviderName, 'cerego'>;

/**
 * `mark`: a Vero tag of theirs alone. `emails`, `ids`: in the order of people, those without FRAGMENT first.
 */
export type Crowd = { mark: string; emails: string[]; ids: Record<CrowdProvider, string[]> };

/** With identities at Vero, Capillary and FRAGMENT and only the mark as a tag. */
export async function createCrowd(
  ledger: Ledger,
  sandbox: Sandbox,
  { size, withoutFragment = 0 }: { size: number; withoutFragment?: number },
): Promise<Crowd> {
  const mark = `crowd-${uniqueMark()}`;
  const first = randomInt(1_000_000, 2 ** 40);
  const names = Array.from({ length: size }, (_, index) => `${mark}-${String(index).padStart(4, '0')}`);
  const emails = names.map((name) => `${name}@customers.example`);
  const ids: Crowd['ids'] = {
    vero: names,
    capillary: names.map((_, index) => String(first + index)),
    fragment: names.slice(withoutFragment),
  };
  await sandbox.seed({
    vero: ids.vero.map((id) => ({ id, tags: [mark] })),
    capillary: { customers: ids.capillary.map((userId) => ({ userId })) },
    fragment: ids.fragment.map((externalId) => ({ externalId })),
  });
  const users = await ledger.query<{ id: number }>(
    `insert into users (name, email) select 'Person ' || name, email from unnest($1::text[], $2::text[]) p(name, email)
     returning id`,
    [names, emails],
  );
  const userIds = users.map(({ id }) => id);
  for (const [provider, external] of Object.entries(ids))
    await ledger.query(
      `insert into identities (user_id, provider, external_id)
       select id, $2::text, external_id from unnest($1::bigint[], $3::text[]) p(id, external_id)`,
      [userIds.slice(size - external.length), provider, external],
    );
  await ledger.query("insert into tags (provider, key) values ('vero', $1)", [mark]);
  await ledger.query(
    `insert into identity_tags (identity_id, tag_id, proof)
     select i.id, t.id, 'accepted' from identities i join tags t on t.provider = 'vero' and t.key = $1
     where i.provider = 'vero' and i.user_id = any($2::bigint[])`,
    [mark, userIds],
  );
  await ledger.query('select refresh_users($1::bigint[])', [userIds]);
  return { mark, emails, ids };
}
