import { desc, eq, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { memberLinks, members } from '#lib/platform/db/schema/members.ts';
import type { OpenLink } from '#lib/shared/members.ts';
import { isOpen } from './links.ts';

/** Throws AppError `forbidden`. */
export async function listLinks(context: Context): Promise<OpenLink[]> {
  requirePermission(context, 'members:manage');
  const rows = await context.database
    .select({
      id: memberLinks.id,
      kind: memberLinks.kind,
      role: memberLinks.role,
      email: sql<string | null>`coalesce(${members.email}, ${memberLinks.email})`,
      name: sql<string | null>`coalesce(${members.name}, ${memberLinks.name})`,
      createdBy: memberLinks.createdBy,
      createdAt: memberLinks.createdAt,
      expiresAt: memberLinks.expiresAt,
    })
    .from(memberLinks)
    .leftJoin(members, eq(members.id, memberLinks.memberId))
    .where(isOpen())
    .orderBy(desc(memberLinks.createdAt));
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}
