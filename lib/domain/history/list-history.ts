/** Everything that was asked for and everything that happened beside it: changes and events, newest first. */
import { inArray, sql } from 'drizzle-orm';
import { type AskedHistory, withUserLines } from '#lib/domain/identities/user-lines.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { changes } from '#lib/platform/db/schema/changes.ts';
import { auditEvents } from '#lib/platform/db/schema/records.ts';
import { parseInput } from '#lib/shared/errors.ts';
import {
  type HistoryEntries,
  type HistoryEntry,
  type HistoryEvent,
  type HistoryFilters,
  listHistoryInput,
} from '#lib/shared/history.ts';
import { can } from '#lib/shared/permissions.ts';
import { unreadableProviders, waitsForWord } from '../runs/unsettled.ts';
import { type Conditions, changeConditions, eventConditions } from './history-conditions.ts';
import { lookUpExtras } from './line-extras.ts';
import { mergeEntries, type Stream } from './merge-entries.ts';
import { type Search, scanNewestFirst } from './scan-newest-first.ts';
import { searchInStory } from './search-in-story.ts';
import { toHistoryLine } from './to-history-line.ts';

/** Time for lines that no index finds; after it, the page says how far it looked. */
const budgetMs = 700;
const top = Number.MAX_SAFE_INTEGER;

export type Place = { changes: number; events: number };

/** Input: `listHistoryInput`. Events only with `audit:read`. Throws AppError `forbidden`, `invalid`. */
export async function listHistory(context: Context, input: unknown): Promise<HistoryEntries> {
  requirePermission(context, 'history:read');
  const { before, limit, story, ...filters } = parseInput(listHistoryInput, input);
  const { entries, next, lookedBackTo } = await readEntries(context, filters, readPlace(before), {
    limit,
    budgetMs,
    ...(story !== undefined && { story }),
  });
  return { entries, next: writePlace(next), lookedBackTo };
}

/** The caller has checked permission. `next`: null at the end. */
export async function readEntries(
  context: Context,
  asked: HistoryFilters,
  place: Place,
  bounds: { limit: number; budgetMs: number; story?: string },
): Promise<{ entries: HistoryEntry[]; next: Place | null; lookedBackTo: string | null }> {
  const filters = await withUserLines(context.database, asked);
  const [changeRows, eventRows] = await Promise.all([
    findChanges(context, filters, { ...bounds, before: place.changes }),
    bounds.story === undefined ? findEvents(context, filters, { ...bounds, before: place.events }) : nothing,
  ]);
  const merged = mergeEntries(changeRows, eventRows, place, bounds.limit);
  const extras = await lookUpExtras(
    context,
    merged.entries.flatMap((entry) => (entry.from === 'changes' ? [entry.line.row] : [])),
  );
  const entries = merged.entries.map((entry): HistoryEntry => {
    const { at } = entry.line;
    if (entry.from === 'events') return { entry: 'event', at, event: toHistoryEvent(entry.line.row) };
    return { entry: 'change', at, change: toHistoryLine(entry.line.row, extras(entry.line.row)) };
  });
  return merged.more
    ? { entries, next: merged.place, lookedBackTo: merged.lookedBackTo }
    : { entries, next: null, lookedBackTo: null };
}

export const newest: Place = { changes: top, events: top };

export function writePlace(place: Place | null): string | null {
  return place && `${place.changes}.${place.events}`;
}

export function readPlace(before: string | undefined): Place {
  const [changes = top, events = top] = before?.split('.').map(Number) ?? [];
  return { changes, events };
}

export type Line<Row> = { id: number; at: string; row: Row };
type Bounds = Pick<Search, 'before' | 'limit' | 'budgetMs'>;
export const nothing = { lines: [], scannedThrough: null, reachedAt: null };

async function findChanges(
  context: Context,
  filters: AskedHistory,
  bounds: Bounds & { story?: string },
): Promise<Stream<Line<typeof changes.$inferSelect>>> {
  const { database } = context;
  const { story, ...place } = bounds;
  const conditions = fittingChanges(context, filters);
  const whole = searchFor('changes', conditions, filters, place);
  const search = whole && story !== undefined ? await searchInStory(database, whole, story) : whole;
  if (!search) return nothing;
  const { ids, scannedThrough } = await scanNewestFirst(database, search);
  const rows = ids.length === 0 ? [] : await database.select().from(changes).where(inArray(changes.id, ids));
  return {
    lines: rows
      .map((row) => ({ id: row.id, at: row.createdAt.toISOString(), row }))
      .sort((one, other) => other.id - one.id),
    scannedThrough,
    reachedAt: ids.length < bounds.limit ? await timeOf(database, search.lines, scannedThrough) : null,
  };
}

/** null: no change can match. */
export function fittingChanges({ providers }: Context, filters: AskedHistory): Conditions | null {
  return changeConditions(filters, waitsForWord(unreadableProviders({ providers })));
}

/** Nothing without `audit:read`. */
export async function findEvents(
  { database, actor }: Context,
  filters: AskedHistory,
  bounds: Bounds,
): Promise<Stream<Line<typeof auditEvents.$inferSelect>>> {
  const conditions = can(actor.role, 'audit:read') ? eventConditions(filters) : null;
  const search = searchFor('audit_events', conditions, filters, bounds);
  if (!search) return nothing;
  const { ids, scannedThrough } = await scanNewestFirst(database, search);
  const rows =
    ids.length === 0 ? [] : await database.select().from(auditEvents).where(inArray(auditEvents.id, ids));
  return {
    lines: rows
      .map((row) => ({ id: row.id, at: row.at.toISOString(), row }))
      .sort((one, other) => other.id - one.id),
    scannedThrough,
    reachedAt: ids.length < bounds.limit ? await timeOf(database, search.lines, scannedThrough) : null,
  };
}

/** null: nothing can match, or the log is at its end. */
export function searchFor(
  lines: Search['lines'],
  conditions: Conditions | null,
  { from, to }: HistoryFilters,
  bounds: Bounds,
): Search | null {
  return conditions === null || bounds.before <= 1 ? null : { lines, conditions, from, to, ...bounds };
}

/** When the oldest line that was looked at was written. */
export async function timeOf(
  database: Database,
  lines: Search['lines'],
  scannedThrough: number | null,
): Promise<string | null> {
  if (scannedThrough === null) return null;
  const at = sql.raw(lines === 'changes' ? 'created_at' : 'at');
  const { rows } = await database.execute<{ at: string }>(sql`
    select to_char(${at} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from ${sql.raw(lines)} where id >= ${scannedThrough} order by id limit 1`);
  return rows[0]?.at ?? null;
}

/** The History page's query parameters. Pure: the verb validates them. */
const numbers = new Set(['userId', 'runId', 'limit']);

/** Empty values count as not given; numbers are parsed, the rest stays text. */
export function readHistoryQuery(parameters: URLSearchParams): Record<string, string | number> {
  const entries = [...parameters].filter(([, value]) => value !== '');
  return Object.fromEntries(
    entries.map(([name, value]) => [name, numbers.has(name) ? Number(value) : value]),
  );
}

export function toHistoryEvent(row: typeof auditEvents.$inferSelect): HistoryEvent {
  const { id, at, kind, memberId, actor, subject, detail } = row;
  return { id, at: at.toISOString(), kind, memberId, actor, subject, detail };
}
