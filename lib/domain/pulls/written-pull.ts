/** What everything that a pull writes is about, and when it must not write. */
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { HeldPull } from './stage-page.ts';

/** `noticedBy`: who began it; null: the schedule. */
export type WrittenPull = HeldPull & {
  provider: ProviderId;
  isFirst: boolean;
  noticedBy: string | null;
};

export function foundNote({ id, provider, noticedBy }: WrittenPull): string {
  const by = noticedBy === null ? '' : `, begun by ${noticedBy}`;
  return `Found by pull ${id} of ${capabilitiesOf(provider).label}${by}.`;
}

/**
 * SQL over an identity `i` and `n.read_from`: an own change is open, or the mirror may be newer than the list.
 * To be asked once `i` is locked, by a statement of its own: it sees what whoever held the lock has written.
 */
export const isHeldBack = `(coalesce(i.read_at > n.read_from, false)
  or exists (select from changes c where c.identity_id = i.id and c.state <> 'closed')
  or exists (select from changes c where c.user_id = i.user_id and c.identity_id = i.id
    and c.closed_at >= n.read_from))`;

/** SQL over an identity `i`: an outcome waits to be seen, which `takeUnseen` looks for. */
export const isUnseen = `exists (select from changes u where u.identity_id = i.id and u.state = 'closed'
  and u.kind = 'tags' and (u.outcome = 'unknown' or u.not_seen_until is not null))`;
