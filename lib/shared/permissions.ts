/** Pure, browser-safe: screens hide what this denies, verbs refuse it. Unknown roles may do nothing. */

export const roles = ['viewer', 'support', 'marketer', 'admin'] as const;
export type Role = (typeof roles)[number];

const viewer = [
  'users:read',
  'tags:read',
  'history:read',
  'providers:read',
  'runs:read',
  'drift:read',
  'identities:read',
] as const;
const support = [
  ...viewer,
  'users:create',
  'users:edit',
  'tags:edit',
  'tags:edit-selection',
  'tags:refresh',
  'changes:undo-own',
  'profile:edit',
  'drift:decide',
  'catalogue:describe',
] as const;
const marketer = [
  ...support,
  'users:import',
  'users:merge',
  'users:export',
  'history:export',
  'runs:write',
  'views:share',
  'catalogue:edit',
  'pulls:write',
  'sandbox:cause-faults',
  'drift:decide-many',
] as const;
const admin = [
  ...marketer,
  'changes:undo-any',
  'audit:read',
  'providers:check',
  'pulls:schedule',
  'inbound:manage',
  'members:manage',
  'users:erase',
  'views:manage-any',
  'sandbox:reset',
  'drift:policy',
  'catalogue:remove',
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

/** Replaces a role that requires two-factor until it is set up: it may do nothing. */
export const unprovenRole = 'second step missing';

/** Users whose tags may be changed at once without a plan; more take a run. */
export function maxEditedAtOnce(role: string): number {
  if (!can(role, 'tags:edit-selection')) return 0;
  return can(role, 'runs:write') ? 50 : 20;
}

/** Any string: an unknown role is denied. */
export function can(role: string, permission: Permission): boolean {
  return isRole(role) && permissionsOf[role].has(permission);
}
