/** What was asked of an identity after a change: where that is the same tag, what a provider shows is no word on the change. */
import { type SQL, sql } from 'drizzle-orm';
import type { Outcome } from '#lib/shared/changes.ts';

/** `outcome` null: sent, with no answer yet. `isUnseen`: looked for in vain, and perhaps done all the same. */
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

/** Keys that a later change certainly altered. */
export function alteredKeys(later: readonly LaterOperation[]): Set<string> {
  const altered = later.filter(({ outcome }) => outcome === 'confirmed' || outcome === 'accepted');
  return new Set(altered.map(({ key }) => key));
}

/** Keys that a later change altered, or may have. */
export function contestedKeys(later: readonly LaterOperation[]): Set<string> {
  const harmless: readonly (Outcome | null)[] = ['refused', 'failed', 'cancelled', 'no-op'];
  return new Set(
    later.filter(({ outcome, isUnseen }) => isUnseen || !harmless.includes(outcome)).map(({ key }) => key),
  );
}
