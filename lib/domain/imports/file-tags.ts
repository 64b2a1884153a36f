/** Tags of a file that are new here and look like a known one: somebody typed it another way. */
import { sql } from 'drizzle-orm';
import { adviseOnLookAlikes, findLookAlikes } from '#lib/domain/tags/look-alikes.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { columnsOf } from '#lib/shared/imports.ts';
import type { Noticed } from './advice.ts';
import type { ImportRow } from './check-row.ts';

type FileTag = TagText & { provider: ProviderId; line: number };

/** Further ones are not looked at. */
const maxTags = 5_000;

export class FileTags {
  readonly #tags = new Map<string, FileTag>();

  add({ line, identities }: ImportRow): void {
    for (const { provider, tags } of identities) {
      for (const { key, value } of tags) {
        if (this.#tags.size >= maxTags) return;
        const name = JSON.stringify([provider, key, value]);
        if (!this.#tags.has(name)) this.#tags.set(name, { provider, key, value, line });
      }
    }
  }

  /** One per tag, with its first line. */
  async notice(database: Database): Promise<Noticed[]> {
    const fresh = await findUnknown(database, [...this.#tags.values()]);
    const twins = await findLookAlikes(database, fresh);
    return fresh.flatMap(({ provider, key, value, line }, place) =>
      adviseOnLookAlikes(twins[place] ?? []).map((advice) => ({
        line,
        column: columnsOf[provider].tags,
        text: value === null ? key : `${key}=${value}`,
        id: null,
        advice,
        holds: true,
      })),
    );
  }
}

async function findUnknown(database: Database, tags: readonly FileTag[]): Promise<FileTag[]> {
  const column = (of: (tag: FileTag) => string | null) => sql.param(tags.map(of));
  const known = await runStatement<{ place: number }>(
    database,
    sql`select a.place from unnest(${sql.param(tags.map((_, place) => place))}::int[],
        ${column(({ provider }) => provider)}::text[], ${column(({ key }) => key)}::text[],
        ${column(({ value }) => value)}::text[]) a (place, provider, key, value)
      where exists (select 1 from tags t where t.provider = a.provider and t.key = a.key
        and t.value is not distinct from a.value and t.usage_count > 0)`,
  );
  const places = new Set(known.map(({ place }) => place));
  return tags.filter((_, place) => !places.has(place));
}
