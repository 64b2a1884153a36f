/** The ledger's rows: stories, what unfolded ones hold, and lines that stand alone. Pure. */
import type { HistoryEntries, HistoryEntry, HistoryStory, StoryEntry } from '#lib/shared/history.ts';
import { countShown } from './story-words.ts';

export type LineRow = HistoryEntry & { inside?: HistoryStory };
export type StoryRow = Extract<StoryEntry, { entry: 'story' }> & { isOpen: boolean };
/** After the lines of an unfolded story. `left`: how many more there are, as far as they were counted. */
export type RestRow = {
  entry: 'rest';
  at: string;
  story: HistoryStory;
  state: 'reading' | 'more' | 'failed';
  left: number;
};
export type LedgerRow = LineRow | StoryRow | RestRow;

/** `isReading`: the next page. */
export type StoryLines = { pages: readonly HistoryEntries[]; isReading: boolean; hasFailed: boolean };

/** `open`: by key, with what was read of them so far. */
export function ledgerRows(
  entries: readonly StoryEntry[],
  open: ReadonlyMap<string, StoryLines>,
): LedgerRow[] {
  return entries.flatMap((entry): LedgerRow[] => {
    if (entry.entry !== 'story') return [entry];
    const lines = open.get(entry.story.key);
    return lines ? unfolded(entry, lines) : [{ ...entry, isOpen: false }];
  });
}

function unfolded(
  { at, story }: Extract<StoryEntry, { entry: 'story' }>,
  { pages, isReading, hasFailed }: StoryLines,
): LedgerRow[] {
  const lines = pages.flatMap((page) => page.entries).map((line): LineRow => ({ ...line, inside: story }));
  const isEnd = pages.length > 0 && pages.at(-1)?.next === null && !isReading && !hasFailed;
  const rest: RestRow = {
    ...{ entry: 'rest', at, story },
    state: isReading ? 'reading' : hasFailed ? 'failed' : 'more',
    left: Math.max(0, countShown(story) - lines.length),
  };
  return [{ entry: 'story', at, story, isOpen: true }, ...lines, ...(isEnd ? [] : [rest])];
}

/** In URLs: `123` for a change, `e45` for an event. */
export function lineKey(entry: HistoryEntry): string {
  return entry.entry === 'change' ? String(entry.change.id) : `e${entry.event.id}`;
}

export function rowKey(row: LedgerRow): string {
  if (row.entry === 'story') return row.story.key;
  if (row.entry === 'rest') return `${row.story.key} rest`;
  return row.inside ? `${row.inside.key} ${lineKey(row)}` : lineKey(row);
}
