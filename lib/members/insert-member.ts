/** Writes a member and the hash of their password. Not a verb: callers have decided that it may be done. */
import { randomUUID } from 'node:crypto';
import { members } from '#lib/db/schema/members.ts';
import type { Queryable } from '#lib/db/transaction.ts';
import { storePassword } from './passwords.ts';

/** `password` null: somebody who comes by single sign-on. */
export type NewMember = { name: string; email: string; password: string | null; role: string };

/** Gives the new member's id. Rejects with SQLSTATE 23505 when the e-mail is taken. */
export async function insertMember(database: Queryable, member: NewMember): Promise<string> {
  const id = randomUUID();
  await database.insert(members).values({
    id,
    name: member.name,
    email: member.email.toLowerCase(),
    // Nobody sends mail here; an admin vouches for the address.
    emailVerified: true,
    role: member.role,
  });
  if (member.password !== null) await storePassword(database, id, member.password);
  return id;
}
