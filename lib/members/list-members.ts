/** Everybody who may sign in, by name. */
import { desc, eq, max, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { members, sessions } from '#lib/db/schema/members.ts';
import type { ListedMember } from './schemas.ts';

/** Throws AppError `forbidden`. */
export async function listMembers(context: Context): Promise<ListedMember[]> {
  requirePermission(context, 'members:manage');
  const rows = await context.database
    .select({ member: members, signedInAt: max(sessions.createdAt) })
    .from(members)
    .leftJoin(sessions, eq(sessions.userId, members.id))
    .groupBy(members.id)
    .orderBy(sql`lower(${members.name})`, desc(members.createdAt));
  return rows.map(({ member, signedInAt }) => ({
    id: member.id,
    name: member.name,
    email: member.email,
    role: member.role,
    disabled: member.banned,
    createdAt: member.createdAt.toISOString(),
    signedInAt: signedInAt?.toISOString() ?? null,
  }));
}
