import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Ledger } from './ledger.ts';

export const roles = ['viewer', 'support', 'marketer', 'admin'] as const;
export type Role = (typeof roles)[number];

/** By what they may do. */
export const editors = ['support', 'marketer', 'admin'] as const;
export const marketers = ['marketer', 'admin'] as const;
export const admins = ['admin'] as const;

export const password = 'a password for tests only';

export function emailOf(role: Role): string {
  return `${role}@e2e.tagdesk.example`;
}

/** From the installation's settings; set-up.ts makes the others. */
export const admin = { email: emailOf('admin'), password };

/** For tests that would disturb others who share a member. The usual password. */
export async function insertMember(ledger: Ledger, role: Role, name: string, email: string): Promise<void> {
  const id = randomUUID();
  await ledger.query(
    'insert into members (id, name, email, email_verified, role) values ($1, $2, $3, true, $4)',
    [id, name, email, role],
  );
  await ledger.query(
    "insert into accounts (id, account_id, provider_id, member_id, password) values ($1, $2, 'credential', $2, $3)",
    [randomUUID(), id, await hashPassword(password)],
  );
}
