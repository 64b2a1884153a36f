import { and, count, desc, eq, gt, max, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { members, sessions } from '#lib/platform/db/schema/members.ts';
import type { ListedMember } from '#lib/shared/members.ts';

/** Throws AppError `forbidden`. */
export async function listMembers(context: Context): Promise<ListedMember[]> {
  requirePermission(context, 'members:manage');
  const rows = await context.database
    .select({ member: members, signedInAt: max(sessions.createdAt), sessions: count(sessions.id) })
    .from(members)
    .leftJoin(sessions, and(eq(sessions.userId, members.id), gt(sessions.expiresAt, new Date())))
    .groupBy(members.id)
    .orderBy(sql`lower(${members.name})`, desc(members.createdAt));
  return rows.map(({ member, signedInAt, sessions }) => ({
    id: member.id,
    name: member.name,
    email: member.email,
    role: member.role,
    disabled: member.banned,
    twoStep: member.twoFactorEnabled,
    sessions,
    createdAt: member.createdAt.toISOString(),
    signedInAt: signedInAt?.toISOString() ?? null,
  }));
}
