'use client';

import { useRouter } from 'next/navigation';
import { readJson } from '#components/read-json.ts';
import type { NavigationItem } from '#components/shell/navigation-items.ts';
import { OverlayHost } from '#components/shell/overlay-host.tsx';
import type { FoundUser } from '#components/shell/use-palette-search.ts';
import { can } from '#lib/shared/permissions.ts';
import { titleOf, type UsersPage } from '#lib/shared/user-list.ts';

const maxFound = 8;

export function Overlays({ items, role }: { items: readonly NavigationItem[]; role: string }) {
  const router = useRouter();
  const actions = [
    ...(can(role, 'users:create')
      ? [{ id: 'new-user', label: 'New user', run: () => router.push('/users/new') }]
      : []),
    ...(can(role, 'users:import')
      ? [{ id: 'import', label: 'Import a file', run: () => router.push('/users/import') }]
      : []),
    { id: 'account', label: 'Your account', run: () => router.push('/account') },
  ];
  return <OverlayHost items={items} actions={actions} search={findUsers} />;
}

async function findUsers(text: string, signal: AbortSignal): Promise<FoundUser[]> {
  const query = new URLSearchParams({ q: text, limit: String(maxFound) });
  const { users } = await readJson<UsersPage>(`/api/users?${query}`, signal);
  return users.map((user) => ({
    id: String(user.id),
    name: titleOf(user),
    detail: user.email,
    href: `/users/${user.id}`,
  }));
}
