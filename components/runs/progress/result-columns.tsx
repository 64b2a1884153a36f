import type { Column } from '#components/data-table/columns.ts';
import { ProofText } from '#components/tags/proof-text.tsx';
import { formatCount } from '#components/ui/count.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { RunResult } from '#lib/shared/runs.ts';
import { OperationChip } from '../operation-chip.tsx';
import { whoColumns } from '../who-columns.tsx';

const chipsShown = 2;

export const resultColumns: Column<RunResult>[] = [
  ...whoColumns<RunResult>('minmax(130px, 1fr)'),
  {
    id: 'operations',
    head: 'Change',
    width: 'minmax(140px, 1.2fr)',
    skeleton: '70%',
    cell: (result) => <Operations result={result} />,
  },
  {
    id: 'outcome',
    head: 'Outcome',
    width: '136px',
    skeleton: '60%',
    cell: ({ outcome, closedAt }) => <ProofText kind={outcome} at={closedAt ?? undefined} />,
  },
  {
    id: 'answer',
    head: 'Answer',
    width: 'minmax(160px, 2fr)',
    skeleton: '50%',
    cell: (result) => (
      <Verbatim className="min-w-0 truncate text-fg-2" data-tip={answerOf(result)}>
        {answerOf(result)}
      </Verbatim>
    ),
  },
  {
    id: 'took',
    head: 'Took',
    width: '84px',
    align: 'end',
    skeleton: '40px',
    cell: ({ durationMs, attempts }) => (
      <span className="text-12 text-fg-3" data-tip={attempts > 1 ? `${attempts} tries` : undefined}>
        {durationMs === null ? '–' : `${formatCount(Math.round(durationMs))} ms`}
      </span>
    ),
  },
];

/** Operations with different outcomes show each. */
function Operations({ result: { operations, outcomes } }: { result: RunResult }) {
  const isMixed = new Set(outcomes.map(({ outcome }) => outcome)).size > 1;
  return (
    <span className="flex min-w-0 items-center gap-1">
      {operations.slice(0, chipsShown).map((operation, position) => (
        <OperationChip
          key={operation.key}
          operation={operation}
          outcome={isMixed ? outcomes[position]?.outcome : undefined}
        />
      ))}
      {operations.length > chipsShown && (
        <span className="text-12 text-fg-3">+{operations.length - chipsShown}</span>
      )}
    </span>
  );
}

/** The words about the error with its code; else about success. */
function answerOf({ outcomes }: RunResult): string {
  const [worst] = outcomes.toSorted((left, right) => weight(right.outcome) - weight(left.outcome));
  if (!worst) return '';
  const words = [worst.code, worst.message].filter((part) => part !== null && part !== '').join(' ');
  return [words, worst.hint].filter(Boolean).join(' · ');
}

function weight(outcome: RunResult['outcomes'][number]['outcome']): number {
  return ['confirmed', 'accepted', 'no-op', 'imported', 'cancelled', 'refused', 'failed', 'unknown'].indexOf(
    outcome,
  );
}
