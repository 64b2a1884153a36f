/** Everything that was asked for and everything that happened beside it: changes and events, newest first. */
import { inArray, sql } from 'drizzle-orm';
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
import { toHistoryLine } from './to-history-line.ts';

/** Time for lines that no index finds; after it, the page says how far it looked. */
const budgetMs = 700;
const top = Number.MAX_SAFE_INTEGER;

export type Place = { changes: number; events: number };

/** Input: `listHistoryInput`. Events only with `audit:read`. Throws AppError `forbidden`, `invalid`. */
export async function listHistory(context: Context, input: unknown): Promise<HistoryEntries> {
  requirePermission(context, 'history:read');
  const { before, limit, ...filters } = parseInput(listHistoryInput, input);
  const { entries, next, lookedBackTo } = await readEntries(context, filters, readPlace(before), {
    limit,
    budgetMs,
  });
  return { entries, next: next && `${next.changes}.${next.events}`, lookedBackTo };
}

/** The caller has checked permission. `next`: null at the end. */
export async function readEntries(
  context: Context,
  filters: HistoryFilters,
  place: Place,
  { limit, budgetMs }: { limit: number; budgetMs: number },
): Promise<{ entries: HistoryEntry[]; next: Place | null; lookedBackTo: string | null }> {
  const seesEvents = can(context.actor.role, 'audit:read');
  const bounds = { limit, budgetMs };
  const [changeRows, eventRows] = await Promise.all([
    findChanges(context, filters, { ...bounds, before: place.changes }),
    findEvents(context.database, seesEvents ? filters : null, { ...bounds, before: place.events }),
  ]);
  const merged = mergeEntries(changeRows, eventRows, place, limit);
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

function readPlace(before: string | undefined): Place {
  const [changes = top, events = top] = before?.split('.').map(Number) ?? [];
  return { changes, events };
}

type Line<Row> = { id: number; at: string; row: Row };
const nothing = { lines: [], scannedThrough: null, reachedAt: null };

async function findChanges(
  { database, providers }: Context,
  filters: HistoryFilters,
  bounds: Pick<Search, 'before' | 'limit' | 'budgetMs'>,
): Promise<Stream<Line<typeof changes.$inferSelect>>> {
  const conditions = changeConditions(filters, waitsForWord(unreadableProviders({ providers })));
  const search = searchFor('changes', conditions, filters, bounds);
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

async function findEvents(
  database: Database,
  filters: HistoryFilters | null,
  bounds: Pick<Search, 'before' | 'limit' | 'budgetMs'>,
): Promise<Stream<Line<typeof auditEvents.$inferSelect>>> {
  const conditions = filters && eventConditions(filters);
  const search = searchFor('audit_events', conditions, filters ?? {}, bounds);
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
function searchFor(
  lines: Search['lines'],
  conditions: Conditions | null,
  { from, to }: HistoryFilters,
  bounds: Pick<Search, 'before' | 'limit' | 'budgetMs'>,
): Search | null {
  return conditions === null || bounds.before <= 1 ? null : { lines, conditions, from, to, ...bounds };
}

/** When the oldest line that was looked at was written. */
async function timeOf(
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
