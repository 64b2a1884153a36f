/** Tag ids of the catalogue; unknown tags are added. */
import type pg from 'pg';
import type { TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

export type ProviderTag = TagText & { provider: ProviderId };

const maxRemembered = 50_000;

/** Ids from rolled-back transactions are forgotten. */
export class TagIds {
  readonly #known = new Map<string, number>();
  readonly #fresh = new Map<string, number>();

  /** Makes the ids of `wanted` ready for `get`. */
  async prepare(client: pg.PoolClient, wanted: Iterable<ProviderTag>): Promise<void> {
    this.#fresh.clear();
    const missing = new Map<string, ProviderTag>();
    for (const tag of wanted) if (!this.#known.has(keyOf(tag))) missing.set(keyOf(tag), tag);
    if (missing.size === 0) return;
    // Sorted, so that two writers of the same tags do not deadlock.
    const tags = [...missing.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tag]) => tag);
    const columns = [
      tags.map((tag) => tag.provider),
      tags.map((tag) => tag.key),
      tags.map((tag) => tag.value),
    ];
    await client.query(
      `insert into tags (provider, key, value)
       select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing`,
      columns,
    );
    const found = await client.query<{ id: number } & ProviderTag>(
      `select t.id, t.provider, t.key, t.value
       from unnest($1::text[], $2::text[], $3::text[]) as wanted (provider, key, value)
       join tags t on t.provider = wanted.provider and md5(t.key) = md5(wanted.key)
         and md5(coalesce(t.value, '')) = md5(coalesce(wanted.value, ''))`,
      columns,
    );
    for (const { id, ...tag } of found.rows) this.#fresh.set(keyOf(tag), id);
  }

  /** Throws when `prepare` did not see the tag. */
  get(tag: ProviderTag): number {
    const key = keyOf(tag);
    const id = this.#known.get(key) ?? this.#fresh.get(key);
    if (id === undefined) throw new Error(`The catalogue gave no id for a tag of ${tag.provider}.`);
    return id;
  }

  /** Call after the commit. */
  keep(): void {
    if (this.#known.size > maxRemembered) this.#known.clear();
    for (const [key, id] of this.#fresh) this.#known.set(key, id);
  }
}

function keyOf({ provider, key, value }: ProviderTag): string {
  return `${provider}\u0000${key}\u0000${value ?? ''}`;
}
