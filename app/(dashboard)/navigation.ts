import type { NavigationItem } from '#components/shell/navigation-items.ts';
import { can, type Permission } from '#lib/shared/permissions.ts';

const places: readonly (NavigationItem & { permission: Permission })[] = [
  { place: 'home', label: 'Home', href: '/', letter: 'o', permission: 'history:read' },
  { place: 'users', label: 'Users', href: '/users', letter: 'u', permission: 'users:read' },
  { place: 'tags', label: 'Tags', href: '/tags', letter: 't', permission: 'tags:read' },
  { place: 'runs', label: 'Runs', href: '/runs', letter: 'r', permission: 'runs:read' },
  { place: 'history', label: 'History', href: '/history', letter: 'h', permission: 'history:read' },
  { place: 'drift', label: 'Differences', href: '/drift', letter: 'd', permission: 'drift:read' },
  {
    place: 'identities',
    label: 'Identities',
    href: '/identities',
    letter: 'i',
    permission: 'identities:read',
  },
  { place: 'providers', label: 'Providers', href: '/providers', letter: 'p', permission: 'providers:read' },
  { place: 'members', label: 'Members', href: '/members', letter: 'm', permission: 'members:manage' },
];

/** In display order. */
export function navigationFor(role: string): NavigationItem[] {
  return places.filter(({ permission }) => can(role, permission)).map(({ permission: _, ...item }) => item);
}
