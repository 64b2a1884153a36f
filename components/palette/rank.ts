/** What the palette shows for a text, and in which order. Pure. */
import { fold } from '#lib/shared/text/fold.ts';

export interface Rankable {
  label: string;
  /** Searched as well, without being the entry’s name. */
  words?: readonly string[] | undefined;
}

/** `found`: matches by what the server knows, whatever its texts say. */
export interface Group<Entry extends Rankable> {
  heading: string;
  entries: readonly Entry[];
  found?: boolean | undefined;
  max: number;
}

const exact = 4;
const begins = 3;
const wordsBegin = 2;
const contains = 1;

/** 0: does not match. */
function scoreOf({ label, words = [] }: Rankable, typed: string): number {
  const parts = typed.split(' ');
  return Math.max(
    ...[label, ...words].map((word) => {
      const text = fold(word);
      if (text === typed) return exact;
      if (text.startsWith(typed)) return begins;
      const own = text.split(/[^\p{L}\p{N}]+/u);
      if (parts.every((part) => own.some((each) => each.startsWith(part)))) return wordsBegin;
      return parts.every((part) => text.includes(part)) ? contains : 0;
    }),
  );
}

/** Best first in each group, and the group with the best entry first; else in the given order. */
export function rank<Entry extends Rankable>(
  groups: readonly Group<Entry>[],
  text: string,
): { heading: string; entries: readonly Entry[] }[] {
  const typed = fold(text.trim()).replace(/\s+/g, ' ');
  if (typed === '') return groups.filter(({ entries }) => entries.length > 0);
  return groups
    .map(({ heading, entries, found = false, max }) => {
      const scored = entries
        .map((entry) => ({ entry, score: scoreOf(entry, typed) }))
        .filter(({ score }) => found || score > 0)
        .toSorted((one, other) => other.score - one.score);
      return {
        heading,
        best: scored[0]?.score ?? 0,
        entries: scored.slice(0, max).map(({ entry }) => entry),
      };
    })
    .filter(({ entries }) => entries.length > 0)
    .toSorted((one, other) => other.best - one.best)
    .map(({ heading, entries }) => ({ heading, entries }));
}
