import type { VeroChange, VeroUser } from './entries.ts';
import type { Settings } from './settings.ts';
import type { State } from './state.ts';

/**
 * Vero answers at once and applies later: applies what is due at `at` (world's ms), in order, each call
 * wholly or not at all. `tell` hears of each.
 */
export function settleVero(
  { vero }: State,
  { unknownUser }: Settings['vero'],
  at: number,
  tell: (before: VeroUser | undefined, after: VeroUser) => void = () => {},
): void {
  const first = vero.pending[0];
  if (!first || first.dueAt > at) return;
  const stillWaiting = vero.pending.findIndex(({ dueAt }) => dueAt > at);
  const due = vero.pending.splice(0, stillWaiting < 0 ? vero.pending.length : stillWaiting);
  for (const change of due) {
    const known = vero.users.get(change.id);
    const created = change.create || unknownUser === 'create';
    if (!known && !created) continue;
    const after = changed(known ?? newUser(change.id), change);
    vero.users.set(change.id, after);
    tell(known, after);
  }
}

function newUser(id: string): VeroUser {
  return { id, tags: [], data: {}, channels: [] };
}

function changed(user: VeroUser, change: VeroChange): VeroUser {
  const tags = new Set(user.tags);
  for (const tag of change.add) tags.add(tag);
  for (const tag of change.remove) tags.delete(tag);
  const email = change.email ?? user.email;
  return {
    id: user.id,
    ...(email === undefined ? {} : { email }),
    tags: [...tags],
    data: { ...user.data, ...change.data },
    channels: mergedChannels(user.channels, change.channels ?? []),
  };
}

/** Keyed by type and address; later ones update. */
function mergedChannels(known: VeroUser['channels'], heard: VeroUser['channels']): VeroUser['channels'] {
  const byDevice = new Map(
    [...known, ...heard].map((channel) => [JSON.stringify([channel.type, channel.address]), channel]),
  );
  return [...byDevice.values()];
}
