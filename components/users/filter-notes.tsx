'use client';

import type { RefusedFilter } from '#lib/query/parse.ts';
import { applySuggestion } from '#lib/query/problem.ts';
import type { FilterNotice } from '#lib/users/list-schemas.ts';

interface FilterNotesProps {
  /** For `aria-describedby` of the search box. */
  id: string;
  text: string;
  problem: RefusedFilter | null;
  /** Terms that fit no known tag. */
  notices: readonly FilterNotice[];
  onText: (text: string) => void;
}

/** What is wrong with the filter, where, and the cure to press; the rows before stay meanwhile. */
export function FilterNotes({ id, text, problem, notices, onText }: FilterNotesProps) {
  const [notice] = notices;
  if (problem) {
    const { suggestion } = problem;
    const cured = suggestion === undefined ? undefined : applySuggestion(text, { ...problem, suggestion });
    return (
      <p id={id} className={`min-w-0 truncate text-12 ${problem.incomplete ? 'text-fg-3' : 'text-danger'}`}>
        {problem.message}
        {!problem.incomplete && (
          <>
            {' '}
            At{' '}
            <code className="font-mono text-fg">{text.slice(problem.at, problem.at + problem.length)}</code>.
          </>
        )}
        {cured !== undefined && <Cure text={cured} onText={onText} />}
      </p>
    );
  }
  if (!notice) return null;
  return (
    <p id={id} className="min-w-0 truncate text-12 text-warn">
      {notice.message}
      {notice.cured !== null && <Cure text={notice.cured} onText={onText} />}
    </p>
  );
}

function Cure({ text, onText }: { text: string; onText: (text: string) => void }) {
  return (
    <button
      type="button"
      onClick={() => onText(text)}
      className="ms-2 min-h-6 rounded-mark font-medium text-accent hover:underline"
    >
      Use <span className="font-mono">{text}</span>
    </button>
  );
}
