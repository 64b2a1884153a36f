import type { Column } from '#components/data-table/columns.ts';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { countOf } from '#components/ui/count.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { MirrorTag } from '#lib/shared/changes.ts';
import type { PlanStatus, RunTarget } from '#lib/shared/runs.ts';
import { OperationChip } from '../operation-chip.tsx';
import { whoColumns } from '../who-columns.tsx';

const chipsShown = 3;

export function planColumns(status: PlanStatus): Column<RunTarget>[] {
  const isChange = status === 'change';
  return [
    ...whoColumns<RunTarget>('minmax(150px, 1fr)'),
    {
      id: 'before',
      head: 'Before',
      width: 'minmax(150px, 1.6fr)',
      skeleton: '70%',
      cell: (target) => <Before target={target} />,
    },
    ...(isChange
      ? [
          {
            id: 'becomes',
            head: <span className="sr-only">becomes</span>,
            width: '32px',
            cell: () => (
              <span aria-hidden className="text-fg-3">
                →
              </span>
            ),
          },
        ]
      : []),
    {
      id: 'after',
      head: isChange ? 'After' : 'Asked for',
      width: 'minmax(150px, 1.6fr)',
      skeleton: '70%',
      cell: ({ operations }) => (
        <span className="flex min-w-0 items-center gap-1">
          {operations.slice(0, chipsShown).map((operation) => (
            <OperationChip key={operation.key} operation={operation} />
          ))}
          <More count={operations.length - chipsShown} what="change" />
        </span>
      ),
    },
    {
      id: 'calls',
      head: isChange ? 'Calls' : 'Why',
      width: isChange ? '84px' : 'minmax(160px, 1.4fr)',
      align: isChange ? 'end' : 'start',
      skeleton: '50%',
      cell: (target) =>
        isChange ? (
          <span className="text-fg-2">{target.calls}</span>
        ) : (
          <span className="min-w-0 truncate text-fg-2" data-tip={whyNot(target)}>
            {whyNot(target)}
          </span>
        ),
    },
  ];
}

function whyNot({ status, reason, provider }: RunTarget): string {
  if (reason !== null) return reason;
  if (status === 'no-identity') return `No ${capabilitiesOf(provider).nouns.externalId} is known.`;
  return status === 'no-op' ? 'Already up to date' : '';
}

function Before({ target: { before, otherTags } }: { target: RunTarget }) {
  if (before.length === 0 && otherTags === 0) return <span className="text-fg-3">nothing known</span>;
  if (before.length === 0) return <span className="text-fg-3">{countOf(otherTags, 'other tag')}</span>;
  return (
    <span className="flex min-w-0 items-center gap-1">
      {before.slice(0, chipsShown).map((tag) => (
        <BeforeChip key={`${tag.key} ${tag.value}`} tag={tag} />
      ))}
      <More count={otherTags + Math.max(0, before.length - chipsShown)} what="other tag" />
    </span>
  );
}

function BeforeChip({ tag: { key, value, proof } }: { tag: MirrorTag }) {
  return (
    <Chip
      mark={<ProofMark kind={proof} label={proof} />}
      keyText={value === null ? undefined : key}
      value={value ?? key}
      state={proof === 'unknown' ? 'unknown' : 'settled'}
      tip={`${value === null ? key : `${key} = ${value}`} · ${proof}`}
    />
  );
}

function More({ count, what }: { count: number; what: string }) {
  if (count <= 0) return null;
  return (
    <span className="shrink-0 text-12 text-fg-3" data-tip={countOf(count, what)}>
      +{count}
      <span className="sr-only"> {count === 1 ? what : `${what}s`}</span>
    </span>
  );
}
