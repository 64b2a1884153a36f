/** Who may do what. Pure and browser-safe: screens hide what this denies, verbs refuse it. An unknown role may nothing. */

export const roles = ['viewer', 'support', 'marketer', 'admin'] as const;
export type Role = (typeof roles)[number];

const viewer = ['users:read', 'tags:read', 'history:read', 'providers:read', 'runs:read'] as const;
const support = [
  ...viewer,
  'users:create',
  'tags:edit',
  'tags:refresh',
  'changes:undo-own',
  'profile:edit',
] as const;
const marketer = [
  ...support,
  'users:import',
  'users:export',
  'history:export',
  'runs:write',
  'views:share',
  'catalogue:edit',
] as const;
const admin = [
  ...marketer,
  'changes:undo-any',
  'audit:read',
  'providers:check',
  'members:manage',
  'settings:edit',
] as const;

export type Permission = (typeof admin)[number];

const permissionsOf: Record<Role, ReadonlySet<Permission>> = {
  viewer: new Set(viewer),
  support: new Set(support),
  marketer: new Set(marketer),
  admin: new Set(admin),
};

export function isRole(value: unknown): value is Role {
  return roles.some((role) => role === value);
}

/** In the place of a role whose members must have a second step, for one who has none yet: it may nothing. */
export const unprovenRole = 'second step missing';

/** Takes any string as role, so that a role from an older or newer installation is simply denied. */
export function can(role: string, permission: Permission): boolean {
  return isRole(role) && permissionsOf[role].has(permission);
}
