/** Users of one test, in the sandbox and, with a proof, in Tagdesk. */
import { randomInt } from 'node:crypto';
import type { Ledger } from './ledger.ts';
import { uniqueMark } from './mark.ts';
import type { ProviderName, Sandbox } from './sandbox.ts';

type Proof = 'confirmed' | 'accepted' | 'imported' | 'unknown';

/**
 * A provider left out: no identity. Capillary's labels join its catalogue; Cerego's types must be in the demo
 * world.
 */
export type PersonInput = {
  name?: string;
  vero?: string[];
  cerego?: Record<string, string>;
  capillary?: string[];
  fragment?: Record<string, string>;
  /** Of every tag; default `accepted` at Vero, `confirmed` elsewhere. */
  proof?: Proof;
};

/** `ids`: by provider, unique. */
export type Person = { id: number; name: string; email: string; ids: Record<ProviderName, string> };

type Tag = { key: string; value: string | null };

export async function createPerson(ledger: Ledger, sandbox: Sandbox, input: PersonInput): Promise<Person> {
  const mark = uniqueMark();
  const name = input.name ?? `Person ${mark}`;
  const email = `person-${mark}@customers.example`;
  const ids: Person['ids'] = {
    vero: `person-${mark}`,
    cerego: String(randomInt(1_000_000, 2 ** 40)),
    capillary: String(randomInt(1_000_000, 2 ** 40)),
    fragment: `person-${mark}`,
  };
  await seed(sandbox, ids, { name, email }, input);
  const [user] = await ledger.query<{ id: number }>(
    'insert into users (name, email) values ($1, $2) returning id',
    [name, email],
  );
  if (!user) throw new Error('The person was not written.');
  for (const [provider, tags] of Object.entries(tagsOf(input))) {
    if (!isProvider(provider)) continue;
    const proof = input.proof ?? (provider === 'vero' ? 'accepted' : 'confirmed');
    await insertIdentity(ledger, user.id, provider, ids[provider], tags, proof);
  }
  await ledger.query('select refresh_users(array[$1::bigint])', [user.id]);
  return { id: user.id, name, email, ids };
}

function isProvider(name: string): name is ProviderName {
  return ['vero', 'cerego', 'capillary', 'fragment'].includes(name);
}

function tagsOf(input: PersonInput): Partial<Record<ProviderName, Tag[]>> {
  const labels = (names: string[]) => names.map((key) => ({ key, value: null }));
  const pairs = (values: Record<string, string>) =>
    Object.entries(values).map(([key, value]) => ({ key, value }));
  return {
    ...(input.vero ? { vero: labels(input.vero) } : {}),
    ...(input.cerego ? { cerego: pairs(input.cerego) } : {}),
    ...(input.capillary ? { capillary: labels(input.capillary) } : {}),
    ...(input.fragment ? { fragment: pairs(input.fragment) } : {}),
  };
}

async function seed(
  sandbox: Sandbox,
  ids: Person['ids'],
  { name, email }: Pick<Person, 'name' | 'email'>,
  input: PersonInput,
): Promise<void> {
  const types = input.cerego ? (await sandbox.state('cerego', ids.cerego)).tagTypes : [];
  const typeId = (type: string): string => {
    const found = types.find((known) => known.name === type);
    if (!found) throw new Error(`The demo world has no Cerego type “${type}”.`);
    return found.id;
  };
  const tags = Object.entries(input.cerego ?? {}).map(([type, value]) => ({ typeId: typeId(type), value }));
  const pairs = Object.entries(input.fragment ?? {}).map(([key, value]) => ({ key, value }));
  await sandbox.seed({
    ...(input.vero ? { vero: [{ id: ids.vero, tags: input.vero }] } : {}),
    ...(input.cerego ? { cerego: { users: [{ id: ids.cerego, name, email, tags }] } } : {}),
    ...(input.capillary
      ? { capillary: { customers: [{ userId: ids.capillary, name, labels: input.capillary }] } }
      : {}),
    ...(input.fragment ? { fragment: [{ externalId: ids.fragment, tags: pairs }] } : {}),
  });
}

async function insertIdentity(
  ledger: Ledger,
  userId: number,
  provider: ProviderName,
  externalId: string,
  tags: Tag[],
  proof: Proof,
): Promise<void> {
  const [identity] = await ledger.query<{ id: number }>(
    'insert into identities (user_id, provider, external_id) values ($1, $2, $3) returning id',
    [userId, provider, externalId],
  );
  for (const { key, value } of tags) {
    await ledger.query('insert into tags (provider, key, value) values ($1, $2, $3) on conflict do nothing', [
      provider,
      key,
      value,
    ]);
    await ledger.query(
      `insert into identity_tags (identity_id, tag_id, proof)
       select $1, id, $5 from tags where provider = $2 and key = $3 and value is not distinct from $4`,
      [identity?.id, provider, key, value, proof],
    );
  }
}

/** Users without identities. */
export async function insertMany(ledger: Ledger, mark: string, count: number): Promise<void> {
  await ledger.query(
    `with made as (insert into users (name, email)
       select 'Person ' || n || ' ' || $1, $1 || n || '@customers.example' from generate_series(1, $2::int) n returning id)
     select refresh_users(array_agg(id)) from made`,
    [mark, count],
  );
}

/** Two with one e-mail, and the case about it. */
export async function makeCase(ledger: Ledger, one: Person, other: Person): Promise<void> {
  await ledger.query('update users set email = $2 where id = $1', [other.id, one.email]);
  await ledger.query('select refresh_users(array[$1::bigint])', [other.id]);
  await ledger.query(
    `insert into identity_cases (kind, pair, user_ids, about) values ('same-email', $1, $2, $3)
     on conflict (kind, pair) do nothing`,
    [`${one.id}+${other.id}`, [one.id, other.id], { email: one.email, count: 2 }],
  );
}
