/** Only hashes are stored. Not verbs: the caller has checked permission. */
import { randomUUID } from 'node:crypto';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { and, eq } from 'drizzle-orm';
import { accounts } from '#lib/platform/db/schema/members.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';

const isCredential = (memberId: string) =>
  and(eq(accounts.userId, memberId), eq(accounts.providerId, 'credential'));

/** Also for a member who had none. */
export async function storePassword(database: Queryable, memberId: string, password: string): Promise<void> {
  const hash = await hashPassword(password);
  const replaced = await database
    .update(accounts)
    .set({ password: hash, updatedAt: new Date() })
    .where(isCredential(memberId))
    .returning({ id: accounts.id });
  if (replaced.length > 0) return;
  await database.insert(accounts).values({
    id: randomUUID(),
    accountId: memberId,
    providerId: 'credential',
    userId: memberId,
    password: hash,
  });
}

/** False for members who sign in by single sign-on only. */
export async function hasPassword(database: Queryable, memberId: string): Promise<boolean> {
  return (await findHash(database, memberId)) !== null;
}

/** False for a member who has none. */
export async function isPassword(database: Queryable, memberId: string, password: string): Promise<boolean> {
  const hash = await findHash(database, memberId);
  return hash !== null && verifyPassword({ hash, password });
}

async function findHash(database: Queryable, memberId: string): Promise<string | null> {
  const [account] = await database
    .select({ password: accounts.password })
    .from(accounts)
    .where(isCredential(memberId));
  return account?.password ?? null;
}
