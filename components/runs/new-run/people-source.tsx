'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useMemo, useState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { SearchField } from '#components/ui/search-field.tsx';
import { FilterNotes } from '#components/users/filter-notes.tsx';
import { countQuery } from '#components/users/user-list.ts';
import { impossibleIn } from '#lib/shared/filter/impossible.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { maxChosenUsers, tooManyChosen } from '#lib/shared/run-inputs.ts';

interface FilterSourceProps {
  q: string;
  onQ: (q: string) => void;
  /** Left out. */
  except: readonly number[];
}

/** Everybody who matches; the count follows the typing. */
export function FilterSource({ q, onQ, except }: FilterSourceProps) {
  const { problem, notices, count, error } = useFilter(q, except);
  const notesId = useId();
  return (
    <div className="flex max-w-160 flex-col gap-1.5">
      <SearchField
        label="Filter"
        placeholder="Everybody; or a filter such as vero:prospect no:fragment"
        value={q}
        onValueChange={onQ}
        aria-describedby={notesId}
        aria-invalid={(problem !== null && !problem.incomplete) || undefined}
      />
      <FilterNotes id={notesId} text={q} problem={problem} notices={notices} onText={onQ} />
      {problem === null && (
        <p role="status" className="font-semibold tabular-nums">
          {count !== null
            ? formatPeople(count, q.trim() === '', except.length)
            : error
              ? 'Not counted'
              : 'Counting…'}
        </p>
      )}
    </div>
  );
}

function formatPeople(count: number, isEverybody: boolean, leftOut: number): string {
  const verb = count === 1 ? 'matches' : 'match';
  const without = leftOut === 0 ? '' : `, without ${formatCount(leftOut)} left out`;
  return `${countOf(count, 'user')} ${isEverybody ? 'in all' : verb}${without}`;
}

export function ChosenSource({ count }: { count: number | null }) {
  if (count === null) return <p className="text-fg-3">Reading the selection</p>;
  if (count === 0) {
    return (
      <Alert tone="info" title="Nobody is selected" className="max-w-160">
        Pick users in the list, then choose “Preview changes” there; or use a filter.
      </Alert>
    );
  }
  return (
    <>
      <p role="status" className="font-semibold tabular-nums">
        {countOf(count, 'selected user')}
      </p>
      {count > maxChosenUsers && <p className="text-12 text-danger">{tooManyChosen}</p>}
    </>
  );
}

const pause = 150;

/** The mistake of the typed filter, or its count after a rest; null: unknown. */
function useFilter(text: string, except: readonly number[]) {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), pause);
    return () => clearTimeout(timer);
  }, [text]);
  const parsed = useMemo(() => parseFilter(rested), [rested]);
  const asked = useQuery(countQuery(rested.trim(), parsed.ok, except));
  return {
    problem: parsed.ok ? null : parsed,
    notices: useMemo(() => (parsed.ok ? impossibleIn(parsed.filter) : []), [parsed]),
    count: parsed.ok && !asked.isPlaceholderData ? (asked.data?.count ?? null) : null,
    error: asked.error,
  };
}
