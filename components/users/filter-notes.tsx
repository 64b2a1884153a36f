'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useZone } from '#components/history/use-zone.ts';
import { keepPastedText } from '#components/runs/new-run/dropped-file.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { RefusedFilter } from '#lib/shared/filter/parse.ts';
import { applySuggestion, type FilterNotice } from '#lib/shared/filter/problem.ts';
import { shorten } from '#lib/shared/text-limits.ts';
import { FilterSuggestionButton } from './filter-suggestion-button.tsx';
import { namesDay } from './use-settled-filter.ts';

interface FilterNotesProps {
  /** For `aria-describedby`. */
  id: string;
  text: string;
  problem: RefusedFilter | null;
  notices: readonly FilterNotice[];
  onText: (text: string) => void;
}

/** The mistake and suggestions; the old rows stay meanwhile. Its height grows: nothing may be cut. */
export function FilterNotes({ id, text, problem, notices, onText }: FilterNotesProps) {
  if (problem) return <ProblemNote {...{ id, text, problem, onText }} />;
  if (notices.length === 0) return namesDay(text) ? <DayNote id={id} /> : null;
  const shown = notices.slice(0, maxNotices);
  // A single notice has room for all suggestions.
  const cures = notices.length === 1 ? undefined : 1;
  return (
    <p id={id} className={`${noteClass} text-warn`}>
      {shown.map(({ about, message, cures: offered, list }) => (
        <span key={about}>
          <Verbatim>{message}</Verbatim> {list && <ListedButton key={list.join(' ')} list={list} />}
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
      {shown.some(({ cures, about }) => about === 'several-people' && cures.length === 0) && (
        <ToNewRun text={text} />
      )}
    </p>
  );
}

/** What a notice counts, when asked for. */
function ListedButton({ list }: { list: readonly string[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {open && (
        <Verbatim className="me-2 inline-block max-h-24 overflow-auto font-mono text-fg">
          {list.join(', ')}
        </Verbatim>
      )}
      <FilterSuggestionButton
        text=""
        says={open ? 'Hide them' : 'Show them'}
        onPress={() => setOpen(!open)}
      />
    </>
  );
}

/** No mistake: days depend on the zone. */
function DayNote({ id }: { id: string }) {
  const zone = useZone();
  return (
    <p id={id} className={`${noteClass} text-fg-3`}>
      Days are in {zone}.
    </p>
  );
}

/** Two lines fit above a list. */
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
      {wordsOf(text).length > maxWords && <ToNewRun text={text} />}
    </p>
  );
}

/** More than a filter with one mistake in it. */
const maxWords = 200;
const wordsOf = (text: string) => text.split(/[\s,;]+/).filter((word) => word !== 'OR' && word !== '');

/** A list that no filter holds goes on as the pasted list of a new run. */
function ToNewRun({ text }: { text: string }) {
  return (
    <Link
      href="/runs/new?source=list"
      prefetch={false}
      onClick={() => keepPastedText(wordsOf(text.replaceAll(/[()]/g, ' ')).join('\n'))}
      className="rounded-mark text-12 font-medium text-accent hover:underline"
    >
      Take the list to New run
    </Link>
  );
}

/** An invisible character is named by its code. */
function placeOf(text: string, { at, length }: RefusedFilter): string {
  return text
    .slice(at, at + length)
    .replace(/\p{Cc}/gu, (sign) => `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
}
