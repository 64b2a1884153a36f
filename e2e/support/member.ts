/** Members for one test alone, for what would disturb others who sign in as the same one. */
import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Ledger } from './ledger.ts';
import { password, type Role } from './roles.ts';

/** Writes a member of that role with the usual password. */
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
