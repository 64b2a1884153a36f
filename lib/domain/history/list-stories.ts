/**
 * The history with what belongs together in one entry: a run, an import, its undo, a burst. Every line that
 * fits is in exactly one of them, which stands where its newest line does.
 */
import { inArray } from 'drizzle-orm';
import { type AskedHistory, withUserLines } from '#lib/domain/identities/user-lines.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { changes } from '#lib/platform/db/schema/changes.ts';
import { providerIds } from '#lib/providers/ids.ts';
import type { ChangeOutcome, HistoryLine } from '#lib/shared/changes.ts';
import { parseInput } from '#lib/shared/errors.ts';
import {
  type HistoryStories,
  type HistoryStory,
  listHistoryInput,
  type StoryEntry,
} from '#lib/shared/history.ts';
import { type Burst, newestOfBursts, readBursts } from './bursts.ts';
import { type Batch, findBatches } from './find-batches.ts';
import { lookUpExtras } from './line-extras.ts';
import {
  findEvents,
  fittingChanges,
  type Line,
  nothing,
  readPlace,
  searchFor,
  timeOf,
  toHistoryEvent,
  writePlace,
} from './list-history.ts';
import { mergeEntries, type Stream } from './merge-entries.ts';
import { type Scan, type Search, scanNewestFirst } from './scan-newest-first.ts';
import { toHistoryLine } from './to-history-line.ts';

/** As `listHistory`'s. */
const budgetMs = 700;
/** Left for runs and imports in any case. */
const minBatchMs = 150;
/** Of a burst, for its text. */
const maxShownLines = 4;

type Story = { burst: Burst } | { batch: Batch };

/** Input: `listHistoryInput`. Events only with `audit:read`. Throws AppError `forbidden`, `invalid`. */
export async function listStories(context: Context, input: unknown): Promise<HistoryStories> {
  requirePermission(context, 'history:read');
  const { before, limit, story: _, ...asked } = parseInput(listHistoryInput, input);
  const filters = await withUserLines(context.database, asked);
  const place = readPlace(before);
  const [found, events] = await Promise.all([
    findStories(context, filters, { before: place.changes, limit, budgetMs }),
    findEvents(context, filters, { before: place.events, limit, budgetMs }),
  ]);
  const merged = mergeEntries(found, events, place, limit);
  const lines = await readLines(
    context,
    merged.entries.flatMap((entry) => (entry.from === 'changes' ? shownIds(entry.line.row) : [])),
  );
  const entries = merged.entries.flatMap((entry): StoryEntry[] => {
    const { at } = entry.line;
    if (entry.from === 'events') return [{ entry: 'event', at, event: toHistoryEvent(entry.line.row) }];
    const story = entry.line.row;
    if ('batch' in story) return [{ entry: 'story', at, story: toBatchStory(story.batch) }];
    return toBurstEntry(at, story.burst, lines);
  });
  return {
    entries,
    next: merged.more ? writePlace(merged.place) : null,
    lookedBackTo: merged.more ? merged.lookedBackTo : null,
  };
}

/** Both kinds stand where their newest line does, so one place is enough for the next page. */
async function findStories(
  context: Context,
  filters: AskedHistory,
  bounds: Pick<Search, 'before' | 'limit' | 'budgetMs'>,
): Promise<Stream<Line<Story>>> {
  const { database } = context;
  const { before, limit } = bounds;
  const conditions = fittingChanges(context, filters);
  if (conditions === null || before <= 1) return nothing;
  const startedAt = performance.now();
  const alone = await findAlone(context, filters, bounds);
  const budgetMs = Math.max(minBatchMs, bounds.budgetMs - (performance.now() - startedAt));
  const [found, bursts] = await Promise.all([
    findBatches(database, {
      ...{ filters, conditions, before, limit, budgetMs },
      since: alone.scannedThrough ?? 0,
    }),
    readBursts(database, alone.ids, conditions),
  ]);
  const through = Math.max(alone.scannedThrough ?? 0, found.scannedThrough ?? 0);
  const lines = [
    ...found.batches.map((batch): Line<Story> => ({ id: batch.last, at: batch.at, row: { batch } })),
    ...[...bursts].map(([id, burst]): Line<Story> => ({ id, at: burst.at, row: { burst } })),
  ]
    .filter(({ id }) => id >= through)
    .toSorted((one, other) => other.id - one.id);
  return {
    lines,
    scannedThrough: through === 0 ? null : through,
    reachedAt:
      lines.length < limit ? await timeOf(database, 'changes', through === 0 ? null : through) : null,
  };
}

/** Newest lines of bursts, and lines that are none. */
function findAlone(
  context: Context,
  filters: AskedHistory,
  bounds: Pick<Search, 'before' | 'limit' | 'budgetMs'>,
): Promise<Scan> | Scan {
  const conditions = fittingChanges(context, filters);
  const never = filters.runId !== undefined || filters.kind === 'import';
  const search = conditions && searchFor('changes', newestOfBursts(conditions), filters, bounds);
  return search && !never ? scanNewestFirst(context.database, search) : { ids: [], scannedThrough: null };
}

const shownIds = (story: Story) => ('burst' in story ? story.burst.ids.slice(0, maxShownLines) : []);

async function readLines(context: Context, ids: readonly number[]): Promise<Map<number, HistoryLine>> {
  if (ids.length === 0) return new Map();
  const rows = await context.database
    .select()
    .from(changes)
    .where(inArray(changes.id, [...ids]));
  const extras = await lookUpExtras(context, rows);
  return new Map(rows.map((row) => [row.id, toHistoryLine(row, extras(row))]));
}

function toBurstEntry(at: string, burst: Burst, known: ReadonlyMap<number, HistoryLine>): StoryEntry[] {
  const { ids, outcomes, providers } = burst;
  const lines = ids.slice(0, maxShownLines).flatMap((id) => known.get(id) ?? []);
  const [newest] = lines;
  if (newest === undefined) return [];
  if (ids.length === 1) return [{ entry: 'change', at, change: newest }];
  const counts: HistoryStory['counts'] = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  const story: HistoryStory = {
    key: `burst-${newest.id}`,
    title: newest.userTitle,
    memberId: newest.memberId,
    actor: newest.actor,
    note: lines.every(({ note }) => note === newest.note) ? newest.note : '',
    runId: null,
    importId: null,
    providers: providerIds.filter((id) => providers.includes(id)),
    counts,
    hasMore: false,
    total: ids.length,
    lines,
  };
  return [{ entry: 'story', at, story }];
}

function toBatchStory(batch: Batch): HistoryStory {
  const { kind, ref, lines, title, memberId, actor, note, providers } = batch;
  const given = Object.entries(batch.counts).filter(([, count]) => count > 0);
  return {
    key: `${kind}-${ref}`,
    title,
    memberId,
    actor,
    note,
    runId: kind === 'run' ? ref : null,
    importId: kind === 'run' ? null : ref,
    providers: providerIds.filter((id) => providers.includes(id)),
    counts: Object.fromEntries(given) as Partial<Record<ChangeOutcome, number>>,
    hasMore: batch.hasMore,
    total: lines,
    lines: [],
  };
}
