'use client';

import type { Column } from '#components/data-table/columns.ts';
import { ProviderCell } from '#components/providers/provider-cell.tsx';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { UserCell } from '#components/tags/user-cell.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { HistoryLine } from '#lib/changes/schemas.ts';
import { ChangeText } from './change-text.tsx';

const loud: Partial<Record<HistoryLine['outcome'], string>> = {
  unknown: 'text-warn',
  refused: 'text-danger',
  failed: 'text-danger',
  pending: 'text-accent',
};

/** Who, where, what, what became of it, and why. `onOpen` shows the requests and answers behind a line. */
export function ledgerColumns(onOpen: (line: HistoryLine) => void): Column<HistoryLine>[] {
  return [
    {
      id: 'provider',
      head: 'Provider',
      width: '116px',
      skeleton: '60%',
      cell: ({ provider }) => <ProviderCell provider={provider} />,
    },
    {
      id: 'user',
      head: 'User',
      width: 'minmax(120px, 1fr)',
      skeleton: '70%',
      cell: ({ userId, userTitle, externalId }) =>
        userTitle === null ? (
          <bdi className="truncate text-fg-3">{externalId}</bdi>
        ) : (
          <UserCell userId={userId} title={userTitle} />
        ),
    },
    {
      id: 'change',
      head: 'Change',
      width: 'minmax(180px, 2.4fr)',
      rowHeader: true,
      skeleton: '60%',
      cell: (line) => (
        <button
          type="button"
          onClick={() => onOpen(line)}
          className="min-w-0 truncate rounded-mark text-start font-normal hover:text-accent"
        >
          <ChangeText line={line} />
        </button>
      ),
    },
    {
      id: 'outcome',
      head: 'Outcome',
      width: '110px',
      skeleton: '70%',
      cell: ({ outcome }) => (
        <span className={`inline-flex items-center gap-1 ${loud[outcome] ?? 'text-fg-2'}`}>
          <ProofMark kind={outcome} />
          {outcome}
        </span>
      ),
    },
    {
      id: 'actor',
      head: 'By',
      width: 'minmax(100px, 0.9fr)',
      skeleton: '50%',
      cell: ({ actor, note, importName, runId }) => (
        <bdi className="truncate text-fg-2">
          {[actor, importName, runId === null ? null : `run ${runId}`, note && `“${note}”`]
            .filter(Boolean)
            .join(', ')}
        </bdi>
      ),
    },
    {
      id: 'time',
      head: 'When',
      width: '92px',
      align: 'end',
      sorted: 'descending',
      skeleton: '40px',
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
  ];
}
