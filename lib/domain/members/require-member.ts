import { eq } from 'drizzle-orm';
import { members } from '#lib/platform/db/schema/members.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import { AppError } from '#lib/shared/errors.ts';

/** The member's row. Throws AppError `not-found`. */
export async function requireMember(database: Queryable, memberId: string) {
  const [member] = await database.select().from(members).where(eq(members.id, memberId));
  if (!member) throw new AppError('not-found', 'This member does not exist any more.');
  return member;
}
