/** Two logs, each newest first by its own ids, as one list in the order of time. Pure. */

type Timed = { id: number; at: string };

/** `reachedAt`: the time of `scannedThrough`, when the search stopped early. */
export type Stream<T extends Timed> = {
  lines: readonly T[];
  scannedThrough: number | null;
  reachedAt: string | null;
};

export type Merged<A, B> = {
  entries: ({ from: 'changes'; line: A } | { from: 'events'; line: B })[];
  /** Ids; what follows is older than these. */
  place: { changes: number; events: number };
  more: boolean;
  lookedBackTo: string | null;
};

/**
 * The newest `limit` of both. Where one search stopped early, older lines of the other wait, so that they do
 * not overtake lines still to be found. `place`: where both stood before.
 */
export function mergeEntries<A extends Timed, B extends Timed>(
  changes: Stream<A>,
  events: Stream<B>,
  place: { changes: number; events: number },
  limit: number,
): Merged<A, B> {
  const horizon = latest(changes.reachedAt, events.reachedAt);
  const entries: Merged<A, B>['entries'] = [];
  let [c, e] = [0, 0];
  while (entries.length < limit) {
    const change = changes.lines[c];
    const event = events.lines[e];
    const isChange = change && (!event || change.at >= event.at);
    const next = isChange ? change : event;
    if (!next || (horizon !== null && next.at < horizon)) break;
    if (isChange) {
      entries.push({ from: 'changes', line: change });
      c += 1;
    } else if (event) {
      entries.push({ from: 'events', line: event });
      e += 1;
    }
  }
  const rests = {
    changes: restOf(changes, c, place.changes),
    events: restOf(events, e, place.events),
  };
  return {
    entries,
    place: { changes: rests.changes.at, events: rests.events.at },
    more: rests.changes.more || rests.events.more,
    lookedBackTo: entries.length < limit ? horizon : null,
  };
}

function restOf<T extends Timed>({ lines, scannedThrough }: Stream<T>, taken: number, before: number) {
  if (taken < lines.length) return { at: lines[taken - 1]?.id ?? before, more: true };
  // All that was found is used up: the rest has not been scanned.
  return { at: scannedThrough ?? 0, more: scannedThrough !== null };
}

function latest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
