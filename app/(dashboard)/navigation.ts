import type { NavigationItem } from '#components/shell/navigation-items.ts';
import { can, type Permission } from '#lib/shared/permissions.ts';

const places: readonly (NavigationItem & { permission: Permission })[] = [
  { place: 'users', label: 'Users', href: '/users', permission: 'users:read' },
  { place: 'tags', label: 'Tags', href: '/tags', permission: 'tags:read' },
  { place: 'runs', label: 'Runs', href: '/runs', permission: 'runs:read' },
  { place: 'history', label: 'History', href: '/history', permission: 'history:read' },
  { place: 'providers', label: 'Providers', href: '/providers', permission: 'providers:read' },
  { place: 'members', label: 'Members', href: '/members', permission: 'members:manage' },
];

/** In display order. */
export function navigationFor(role: string): NavigationItem[] {
  return places.filter(({ permission }) => can(role, permission)).map(({ permission: _, ...item }) => item);
}
