import { type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { listResultsInput } from '#lib/shared/run-inputs.ts';

type Asked = z.output<typeof listResultsInput>;

export function resultStatement({ runId, outcome, attention, provider, cause, after, limit }: Asked): SQL {
  const ofCause = sql`exists (select 1 from jsonb_array_elements(c.outcomes) as w(o) where ${causeKey} = ${cause ?? ''})`;
  return sql`
    select c.id as "changeId", c.user_id as "userId",
      coalesce(nullif(u.name, ''), nullif(u.email, ''), (select coalesce(nullif(m.name, ''), nullif(m.email, '')) from merged_users m where m.id = c.user_id),
        c.external_id) as title, c.provider,
      c.external_id as "externalId", c.outcome, c.operations, coalesce(c.outcomes, '[]') as outcomes, c.attempts,
      c.duration_ms as "durationMs", to_json(c.closed_at at time zone 'utc') #>> '{}' || 'Z' as "closedAt"
    from changes c left join users u on u.id = c.user_id
    where c.run_id = ${runId} and c.id > ${after}
      ${outcome === undefined ? sql`` : sql`and c.outcome = ${outcome}`}
      ${attention ? sql`and c.outcome in ('refused', 'failed', 'unknown')` : sql``}
      ${provider === undefined ? sql`` : sql`and c.provider = ${provider}`}
      ${cause === undefined ? sql`` : sql`and ${ofCause}`}
    order by c.id limit ${limit}`;
}

/** Ids and times in the provider's words do not make causes of their own. */
export const causeKey = sql`md5(concat_ws('|', c.provider, w.o ->> 'outcome', w.o ->> 'code',
  regexp_replace(coalesce(w.o ->> 'message', ''), '[0-9]+', '#', 'g')))`;
