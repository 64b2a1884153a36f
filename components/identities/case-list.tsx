import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { formatCount } from '#components/ui/count.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { CaseKind, ShownCase } from '#lib/shared/identities.ts';
import { caseTitle, isPair, kindWords } from './case-words.ts';

/** All cases by kind, each with what can be decided. */
export function CaseList({
  cases,
  counts,
  isLater,
  current,
  mayDecide,
  busy,
  onChoose,
  onMerge,
  onDecide,
}: {
  cases: readonly ShownCase[];
  counts: Partial<Record<CaseKind, number>>;
  /** Those put off: they can be opened again. */
  isLater: boolean;
  current: ShownCase;
  mayDecide: boolean;
  busy: boolean;
  onChoose: (about: ShownCase) => void;
  onMerge: (about: ShownCase) => void;
  onDecide: (about: ShownCase, verdict: 'not-same' | 'later' | 'open') => void;
}) {
  return (
    <div className="min-h-0 overflow-auto border-e border-line phone:border-e-0 phone:border-b">
      <ul aria-label="Cases">
        {cases.map((about, at) => (
          <Entry
            key={about.id}
            about={about}
            isCurrent={about.id === current.id}
            onChoose={() => onChoose(about)}
            // The first of a kind carries its heading: a list holds nothing but its items.
            heading={
              about.kind !== cases[at - 1]?.kind && (
                <h2 className="flex h-9 items-center justify-between border-b border-line bg-sunken px-4 font-medium">
                  {kindWords[about.kind]}
                  <span className="text-12 text-fg-3 tabular-nums">
                    {formatCount(counts[about.kind] ?? 0)}
                  </span>
                </h2>
              )
            }
          >
            {mayDecide && (
              <div className="flex flex-wrap gap-1 pt-1.5">
                <Button
                  size="small"
                  busy={busy}
                  disabled={!isPair(about)}
                  data-tip={isPair(about) ? undefined : 'Only two users can be merged'}
                  onClick={() => onMerge(about)}
                >
                  Merge
                </Button>
                <Button size="small" look="quiet" busy={busy} onClick={() => onDecide(about, 'not-same')}>
                  Not the same
                </Button>
                <Button
                  size="small"
                  look="quiet"
                  busy={busy}
                  onClick={() => onDecide(about, isLater ? 'open' : 'later')}
                >
                  {isLater ? 'Open again' : 'Later'}
                </Button>
              </div>
            )}
          </Entry>
        ))}
      </ul>
    </div>
  );
}

function Entry({
  about,
  isCurrent,
  onChoose,
  heading,
  children,
}: {
  about: ShownCase;
  isCurrent: boolean;
  onChoose: () => void;
  heading: ReactNode;
  children: ReactNode;
}) {
  const entry = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) entry.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <li ref={entry} aria-current={isCurrent || undefined}>
      {heading}
      <div
        className={classNames(
          'border-b border-line px-4 py-2',
          isCurrent && 'bg-selected shadow-[inset_2px_0_0_var(--accent)]',
        )}
      >
        <button
          type="button"
          onClick={onChoose}
          className="flex w-full min-w-0 flex-col rounded-mark text-start"
        >
          <Verbatim className="max-w-full truncate font-medium">{caseTitle(about)}</Verbatim>
          <span className="max-w-full truncate text-12 text-fg-3">
            <Verbatim>{about.about.email ?? about.about.externalId ?? about.users[0]?.email ?? ''}</Verbatim>
            {about.isLater && ' · later'}
          </span>
        </button>
        {children}
      </div>
    </li>
  );
}
