import { and, desc, lt, sql } from 'drizzle-orm';
import { findUserLines, isOfUser } from '#lib/domain/identities/user-lines.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { changes } from '#lib/platform/db/schema/changes.ts';
import { type HistoryPage, userHistoryInput } from '#lib/shared/changes.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { lookUpExtras } from './line-extras.ts';
import { toHistoryLine } from './to-history-line.ts';

/** Throws AppError `forbidden`, `invalid`. */
export async function listUserHistory(context: Context, input: unknown): Promise<HistoryPage> {
  requirePermission(context, 'history:read');
  const { userId, before, limit } = parseInput(userHistoryInput, input);
  const lines = await findUserLines(context.database, userId);
  const rows = await context.database
    .select()
    .from(changes)
    .where(and(isOfUser(lines, sql`${changes}`), before === undefined ? undefined : lt(changes.id, before)))
    .orderBy(desc(changes.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const extras = await lookUpExtras(context, page);
  return {
    lines: page.map((row) => toHistoryLine(row, extras(row))),
    nextBefore: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
