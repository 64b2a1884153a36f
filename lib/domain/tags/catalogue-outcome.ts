/** Finds the outcome of a catalogue tag whose answer was lost, by reading the catalogue. */
import { sql } from 'drizzle-orm';
import { nextLookMs } from '#lib/domain/changes/look-schedule.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Registry } from '#lib/providers/registry.ts';

/** `id`: of the event that asked. */
export type AskedTag = { id: number | null; provider: ProviderId; key: string };

type Waiting = AskedTag & { id: number; ageMs: number };

/** null: it cannot be read now. */
export async function isInCatalogue(
  providers: Registry,
  { provider, key }: Pick<AskedTag, 'provider' | 'key'>,
): Promise<boolean | null> {
  const client = providers.get(provider);
  if (!client) return null;
  try {
    return (await client.listCatalogue()).some((tag) => tag.key === key);
  } catch (error) {
    if (error instanceof ProviderError) return null;
    throw error;
  }
}

/** Unless it is recorded already. */
export async function recordShown(database: Database, asked: AskedTag): Promise<void> {
  await recordOutcome(database, asked, 'catalogue-tag.created', { shown: true });
}

async function recordOutcome(
  database: Database,
  { id, provider, key }: AskedTag,
  kind: 'catalogue-tag.created' | 'catalogue-tag.not-seen',
  more: Record<string, boolean> = {},
): Promise<void> {
  const actor = capabilitiesOf(provider).label;
  await recordEvent(database, {
    kind,
    memberId: null,
    actor,
    subject: provider,
    detail: { key, asked: id, ...more },
  });
}

export type CatalogueLooks = {
  /** By the schedule of unknown changes. */
  look(): Promise<void>;
};

/** In memory: after a start everything is due at once. */
export function createCatalogueLooks(database: Database, providers: Registry): CatalogueLooks {
  const nextAgeMs = new Map<number, number>();
  return {
    look: async () => {
      for (const asked of await findWaiting(database)) {
        const dueMs = nextAgeMs.get(asked.id) ?? nextLookMs(0) ?? 0;
        if (asked.ageMs < dueMs) continue;
        const isShown = await isInCatalogue(providers, asked);
        const nextMs = nextLookMs(asked.ageMs);
        if (isShown) await recordShown(database, asked);
        else if (isShown === false && nextMs === null)
          await recordOutcome(database, asked, 'catalogue-tag.not-seen');
        else {
          // An unreadable catalogue is tried again, also after the last look.
          nextAgeMs.set(asked.id, asked.ageMs + (nextMs ?? retryMs));
          continue;
        }
        nextAgeMs.delete(asked.id);
      }
    },
  };
}

const retryMs = 60_000;

/** Asked for and without an outcome: the answer was lost, the process ended, or it is on its way. */
function findWaiting(database: Database): Promise<Waiting[]> {
  return runStatement<Waiting>(
    database,
    sql`select a.id, a.subject as provider, a.detail ->> 'key' as key,
        extract(epoch from now() - a.at)::float8 * 1000 as "ageMs"
      from audit_events a
      where a.kind = 'catalogue-tag.asked' and a.at > now() - interval '30 days'
        and not exists (select 1 from audit_events o where o.detail ->> 'asked' = a.id::text
          and o.kind in ('catalogue-tag.created', 'catalogue-tag-created', 'catalogue-tag.refused', 'catalogue-tag.not-seen')
          and o.detail ->> 'asked' is not null)
      order by a.id`,
  );
}
