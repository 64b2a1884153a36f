/** The members of the test installation, one per role. */

export const roles = ['viewer', 'support', 'marketer', 'admin'] as const;
export type Role = (typeof roles)[number];

export const password = 'a password for tests only';

export function emailOf(role: Role): string {
  return `${role}@e2e.tagdesk.example`;
}

/** Made by the installation itself from its settings; the others by set-up.ts. */
export const admin = { email: emailOf('admin'), password };
