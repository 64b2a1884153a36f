'use client';

import type { Column } from '#components/data-table/columns.ts';
import { ProviderCell } from '#components/providers/provider-cell.tsx';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { UserCell } from '#components/tags/user-cell.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { HistoryLine } from '#lib/shared/changes.ts';
import type { HistoryEntry, HistoryEvent } from '#lib/shared/history.ts';
import { predicateOf } from '#lib/shared/history-text/format-event.ts';
import { ChangeText } from './change-text.tsx';
import { actorWords, markOf } from './line-words.ts';

const loud: Partial<Record<HistoryLine['outcome'], string>> = {
  unknown: 'text-warn',
  refused: 'text-danger',
  failed: 'text-danger',
  pending: 'text-accent',
};

/**
 * A narrow screen shows user, change and time, with marks for provider and outcome. `onOpen` opens the line.
 */
export function ledgerColumns(
  onOpen: (entry: HistoryEntry) => void,
  narrow: boolean,
): Column<HistoryEntry>[] {
  return narrow ? narrowColumns(onOpen) : wideColumns(onOpen);
}

function narrowColumns(onOpen: (entry: HistoryEntry) => void): Column<HistoryEntry>[] {
  return [
    { ...about, width: 'minmax(84px, 0.7fr)' },
    {
      ...whatColumn(onOpen),
      width: 'minmax(150px, 1.6fr)',
      cell: (entry) => (
        <span className="flex min-w-0 flex-1 items-center gap-1.5">
          {entry.entry === 'change' && (
            <ProviderMark
              provider={entry.change.provider}
              name={capabilitiesOf(entry.change.provider).label}
            />
          )}
          <OpenButton entry={entry} onOpen={onOpen} />
          {entry.entry === 'change' && (
            <span className={`ms-auto ${loud[entry.change.outcome] ?? 'text-fg-2'}`}>
              <ProofMark kind={markOf(entry.change)} />
              <span className="sr-only">{markOf(entry.change)}</span>
            </span>
          )}
        </span>
      ),
    },
    { ...time, width: '64px' },
  ];
}

const about: Column<HistoryEntry> = {
  id: 'user',
  head: 'About',
  width: 'minmax(120px, 1fr)',
  skeleton: '70%',
  cell: (entry) =>
    entry.entry === 'change' ? <AboutUser line={entry.change} /> : <AboutEvent event={entry.event} />,
};

const time: Column<HistoryEntry> = {
  id: 'time',
  head: 'When',
  width: '92px',
  align: 'end',
  sorted: 'descending',
  skeleton: '40px',
  cell: ({ at }) => <RelativeTime at={at} />,
};

function whatColumn(onOpen: (entry: HistoryEntry) => void): Column<HistoryEntry> {
  return {
    id: 'change',
    head: 'What',
    width: 'minmax(180px, 2.4fr)',
    rowHeader: true,
    skeleton: '60%',
    cell: (entry) => <OpenButton entry={entry} onOpen={onOpen} />,
  };
}

function OpenButton({ entry, onOpen }: { entry: HistoryEntry; onOpen: (entry: HistoryEntry) => void }) {
  return (
    <button
      type="button"
      onClick={() => onOpen(entry)}
      className="min-w-0 truncate rounded-mark text-start font-normal hover:text-accent"
    >
      <What entry={entry} />
    </button>
  );
}

function wideColumns(onOpen: (entry: HistoryEntry) => void): Column<HistoryEntry>[] {
  return [
    {
      id: 'provider',
      head: 'Provider',
      width: '116px',
      skeleton: '60%',
      cell: (entry) => entry.entry === 'change' && <ProviderCell provider={entry.change.provider} />,
    },
    about,
    whatColumn(onOpen),
    {
      id: 'outcome',
      head: 'Outcome',
      width: '110px',
      skeleton: '70%',
      cell: (entry) =>
        entry.entry === 'change' && (
          <span className={`inline-flex items-center gap-1 ${loud[entry.change.outcome] ?? 'text-fg-2'}`}>
            <ProofMark kind={markOf(entry.change)} />
            {markOf(entry.change)}
          </span>
        ),
    },
    {
      id: 'actor',
      head: 'By',
      width: 'minmax(100px, 0.9fr)',
      skeleton: '50%',
      cell: (entry) => <Verbatim className="truncate text-fg-2">{formatWho(entry)}</Verbatim>,
    },
    time,
  ];
}

function AboutUser({ line: { userId, userTitle, externalId } }: { line: HistoryLine }) {
  if (userTitle === null) return <Verbatim className="truncate text-fg-3">{externalId}</Verbatim>;
  return <UserCell userId={userId} title={userTitle} />;
}

/** Events know a user's number only. */
function AboutEvent({ event: { kind, subject } }: { event: HistoryEvent }) {
  if (kind === 'user.created' || kind === 'identity.linked')
    return <UserCell userId={Number(subject)} title={`user ${subject}`} />;
  return <Verbatim className="truncate text-fg-2">{subject}</Verbatim>;
}

function What({ entry }: { entry: HistoryEntry }) {
  if (entry.entry === 'change') return <ChangeText line={entry.change} />;
  const words = predicateOf(entry.event);
  return <Verbatim>{words.charAt(0).toUpperCase() + words.slice(1)}</Verbatim>;
}

function formatWho(entry: HistoryEntry): string {
  if (entry.entry === 'event') return entry.event.actor;
  const { runId, note } = entry.change;
  return [...actorWords(entry.change), runId === null ? null : `run ${runId}`, note && `“${note}”`]
    .filter(Boolean)
    .join(', ');
}
