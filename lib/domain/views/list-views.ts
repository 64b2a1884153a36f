import { asc, eq, or, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { members } from '#lib/platform/db/schema/members.ts';
import { views } from '#lib/platform/db/schema/views.ts';
import { can } from '#lib/shared/permissions.ts';
import { defaultUserSort, isUserSort } from '#lib/shared/user-list.ts';
import type { SavedView } from '#lib/shared/views.ts';

/** Own first, then by name. Throws AppError `forbidden`. */
export async function listViews(context: Context): Promise<SavedView[]> {
  requirePermission(context, 'users:read');
  const { memberId, role } = context.actor;
  const own = sql<boolean>`coalesce(${views.memberId} = ${memberId}::text, false)`;
  const rows = await context.database
    .select({ view: views, maker: members.name, own })
    .from(views)
    .innerJoin(members, eq(members.id, views.memberId))
    .where(or(eq(views.shared, true), own))
    .orderBy(sql`${own} desc`, asc(sql`lower(${views.name})`), asc(views.id));
  const mayChangeAll = can(role, 'views:manage-any');
  return rows.map(({ view, maker, own: isOwn }) => ({
    id: view.id,
    name: view.name,
    shared: view.shared,
    q: view.q,
    sort: isUserSort(view.sort) ? view.sort : defaultUserSort,
    columns: view.columns,
    maker,
    own: isOwn,
    mayChange: isOwn || mayChangeAll,
  }));
}
