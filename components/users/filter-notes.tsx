'use client';

import { useZone } from '#components/history/use-zone.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { RefusedFilter } from '#lib/shared/filter/parse.ts';
import { applySuggestion, type FilterNotice } from '#lib/shared/filter/problem.ts';
import { shorten } from '#lib/shared/filter/shorten.ts';
import { FilterSuggestionButton } from './filter-suggestion-button.tsx';
import { namesDay } from './names-day.ts';

interface FilterNotesProps {
  /** For `aria-describedby` of the search box. */
  id: string;
  text: string;
  problem: RefusedFilter | null;
  /** Terms that fit no known tag. */
  notices: readonly FilterNotice[];
  onText: (text: string) => void;
}

/**
 * What is wrong with the filter, where, and the cures to press; the rows before stay meanwhile. In a line of text that
 * grows as needed: nothing of it may be cut off.
 */
export function FilterNotes({ id, text, problem, notices, onText }: FilterNotesProps) {
  if (problem) return <ProblemNote {...{ id, text, problem, onText }} />;
  if (notices.length === 0) return namesDay(text) ? <DayNote id={id} /> : null;
  const shown = notices.slice(0, maxNotices);
  // With one thing to say there is room for every cure.
  const cures = notices.length === 1 ? undefined : 1;
  return (
    <p id={id} className={`${noteClass} text-warn`}>
      {shown.map(({ about, message, cures: offered }) => (
        <span key={about}>
          <Verbatim>{message}</Verbatim>{' '}
          {offered.slice(0, cures).map(({ suggestion, cured, says }) => (
            <FilterSuggestionButton
              key={suggestion}
              text={suggestion}
              says={says}
              onPress={() => onText(cured)}
            />
          ))}
        </span>
      ))}
      {notices.length > maxNotices && `And ${notices.length - maxNotices} more like these.`}
    </p>
  );
}

/** Calm: nothing is wrong, but a day is not the same everywhere. */
function DayNote({ id }: { id: string }) {
  const zone = useZone();
  return (
    <p id={id} className={`${noteClass} text-fg-3`}>
      Days are in {zone}.
    </p>
  );
}

/** Two lines of it fit into the bar above a list. */
const noteClass = 'min-w-0 text-12/4 wrap-anywhere';
const maxNotices = 3;

type ProblemNoteProps = Omit<FilterNotesProps, 'notices' | 'problem'> & { problem: RefusedFilter };

function ProblemNote({ id, text, problem, onText }: ProblemNoteProps) {
  const { suggestion } = problem;
  const cured = suggestion === undefined ? undefined : applySuggestion(text, { ...problem, suggestion });
  return (
    <p id={id} className={`${noteClass} ${problem.incomplete ? 'text-fg-3' : 'text-danger'}`}>
      {problem.message}{' '}
      {!problem.incomplete && (
        <>
          At <code className="font-mono text-fg">{shorten(placeOf(text, problem))}</code>.{' '}
        </>
      )}
      {cured !== undefined && (
        <FilterSuggestionButton text={suggestion === '' ? '' : cured} onPress={() => onText(cured)} />
      )}
    </p>
  );
}

/** The part that is wrong; a sign that cannot be seen by its number. */
function placeOf(text: string, { at, length }: RefusedFilter): string {
  return text
    .slice(at, at + length)
    .replace(/\p{Cc}/gu, (sign) => `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
}
