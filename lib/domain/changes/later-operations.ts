/** A reading proves nothing about a tag that a later change was about. */
import { type SQL, sql } from 'drizzle-orm';
import type { Outcome } from '#lib/shared/changes.ts';

/** `outcome` null: sent, no answer yet. `isUnseen`: not found by a look, and perhaps applied all the same. */
export type LaterOperation = { key: string; outcome: Outcome | null; isUnseen: boolean };

/** Of row `c`, as LaterOperation[]. What still waits to be sent has done nothing. */
export function laterOperations(c: SQL): SQL {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('key', o.operation ->> 'key',
      'outcome', l.outcomes -> (o.n::int - 1) ->> 'outcome',
      'isUnseen', coalesce(l.outcomes -> (o.n::int - 1) ? 'notSeenUntil', false))), '[]'::jsonb)
    from changes l cross join lateral jsonb_array_elements(l.operations) with ordinality as o(operation, n)
    where l.user_id = ${c}.user_id and l.identity_id = ${c}.identity_id and l.id > ${c}.id
      and l.kind in ('tags', 'refresh') and l.state <> 'queued')`;
}

export function alteredKeys(later: readonly LaterOperation[]): Set<string> {
  const altered = later.filter(({ outcome }) => outcome === 'confirmed' || outcome === 'accepted');
  return new Set(altered.map(({ key }) => key));
}

export function contestedKeys(later: readonly LaterOperation[]): Set<string> {
  const harmless: readonly (Outcome | null)[] = ['refused', 'failed', 'cancelled', 'no-op'];
  return new Set(
    later.filter(({ outcome, isUnseen }) => isUnseen || !harmless.includes(outcome)).map(({ key }) => key),
  );
}
