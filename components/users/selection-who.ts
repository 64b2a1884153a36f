/** Whom an act on the selection is about. Pure. */
import type { RunSourceInput } from '#lib/shared/run-inputs.ts';
import { maxListedUsers, type UserSort, usersPageSize } from '#lib/shared/user-list.ts';
import type { PickableUser, Selection } from './selection.ts';

/**
 * `users`: one by one; of a filter those on the screen, where that is everybody. `size` undefined: not counted
 * yet.
 */
export type Who =
  | { kind: 'users'; users: readonly PickableUser[]; size: number }
  | {
      kind: 'filter';
      q: string;
      except: readonly number[];
      users: readonly PickableUser[] | null;
      size: number | undefined;
    };

/** What is on the screen; `count`: of all that match. */
export type SelectedList = {
  q: string;
  count: number | undefined;
  userAt: (index: number) => PickableUser | undefined;
};

export function whoOf(selection: Pick<Selection, 'current' | 'picked'>, list: SelectedList): Who {
  const { everybody, except } = selection.current();
  if (!everybody) {
    const users = selection.picked();
    return { kind: 'users', users, size: users.length };
  }
  const { q, count } = list;
  const users = usersSeen(list)?.filter(({ id }) => !except.has(id)) ?? null;
  const size = users?.length ?? (count && Math.max(0, count - except.size));
  return { kind: 'filter', q, except: [...except], users, size };
}

/** null: some are not loaded. */
function usersSeen({ count, userAt }: SelectedList): PickableUser[] | null {
  if (count === undefined || count > usersPageSize) return null;
  const users: PickableUser[] = [];
  for (let index = 0; index < count; index += 1) {
    const user = userAt(index);
    if (!user) return null;
    users.push(user);
  }
  return users;
}

export function sourceOf(who: Who): RunSourceInput {
  return who.kind === 'users'
    ? { kind: 'users', userIds: idsOf(who.users) }
    : { kind: 'filter', q: who.q, except: [...who.except] };
}

/** null: more than a URL holds. */
export function exportAddress(who: Who, list: { sort: UserSort; columns: string }): string | null {
  if (who.kind === 'users' && who.users.length > maxListedUsers) return null;
  const asked: Record<string, string> = { q: '', ...list };
  if (who.kind === 'users') asked.users = idsOf(who.users).join(',');
  else Object.assign(asked, { q: who.q, ...exceptOf(who.except) });
  return `/api/users/export?${new URLSearchParams(asked)}`;
}

/** Picked users pass through the session storage. */
export function newRunAddress(who: Who): `/runs/new?${string}` {
  if (who.kind === 'users') return '/runs/new?source=selection';
  return `/runs/new?${new URLSearchParams({ q: who.q, ...exceptOf(who.except) })}`;
}

export function idsOf(users: readonly PickableUser[]): number[] {
  return users.map(({ id }) => id);
}

function exceptOf(except: readonly number[]): { except?: string } {
  return except.length === 0 ? {} : { except: except.join(',') };
}
