/** Writes a member and the hash of their password. Not a verb: callers have decided that it may be done. */
import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { accounts, members } from '#lib/db/schema/members.ts';
import type { Queryable } from '#lib/db/transaction.ts';
import type { NewMember } from './schemas.ts';

/** Gives the new member's id. Rejects with SQLSTATE 23505 when the e-mail is taken. */
export async function insertMember(database: Queryable, member: NewMember): Promise<string> {
  const id = randomUUID();
  const password = await hashPassword(member.password);
  await database.insert(members).values({
    id,
    name: member.name,
    email: member.email.toLowerCase(),
    // Nobody sends mail here; an admin vouches for the address.
    emailVerified: true,
    role: member.role,
  });
  await database
    .insert(accounts)
    .values({ id: randomUUID(), accountId: id, providerId: 'credential', userId: id, password });
  return id;
}
