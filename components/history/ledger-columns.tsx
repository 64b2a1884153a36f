'use client';

import Link from 'next/link';
import { useRef } from 'react';
import type { Column } from '#components/data-table/columns.ts';
import { ProviderCell } from '#components/providers/provider-cell.tsx';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { UserCell } from '#components/tags/user-cell.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { HistoryLine } from '#lib/shared/changes.ts';
import type { HistoryEntry, HistoryEvent } from '#lib/shared/history.ts';
import { predicateOf } from '#lib/shared/history-text/format-event.ts';
import { can } from '#lib/shared/permissions.ts';
import { ChangeText } from './change-text.tsx';
import { actorWords, markOf } from './line-words.ts';
import { SettleChoices } from './settle-buttons.tsx';
import { useLineAct } from './use-line-act.ts';

const loud: Partial<Record<HistoryLine['outcome'], string>> = {
  unknown: 'text-warn',
  refused: 'text-danger',
  failed: 'text-danger',
  pending: 'text-accent',
};

function colourOf({ outcome, overtakenBy }: HistoryLine): string {
  return (overtakenBy === null && loud[outcome]) || 'text-fg-2';
}

type Open = (entry: HistoryEntry) => void;

/**
 * A narrow screen shows user, change and time, with marks for provider and outcome. `onOpen` opens the line.
 * `settledBy`: a role; its answers then stand in place of outcomes, which are all unknown.
 */
export function ledgerColumns(
  onOpen: Open,
  narrow: boolean,
  settledBy: string | null,
): Column<HistoryEntry>[] {
  return narrow ? narrowColumns(onOpen) : wideColumns(onOpen, settledBy);
}

function narrowColumns(onOpen: Open): Column<HistoryEntry>[] {
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
            <span className={`ms-auto ${colourOf(entry.change)}`}>
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

function whatColumn(onOpen: Open): Column<HistoryEntry> {
  return {
    id: 'change',
    head: 'What',
    width: 'minmax(180px, 2.4fr)',
    rowHeader: true,
    skeleton: '60%',
    cell: (entry) => <OpenButton entry={entry} onOpen={onOpen} />,
  };
}

function OpenButton({ entry, onOpen }: { entry: HistoryEntry; onOpen: Open }) {
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

const outcome: Column<HistoryEntry> = {
  id: 'outcome',
  head: 'Outcome',
  width: '110px',
  skeleton: '70%',
  cell: (entry) =>
    entry.entry === 'change' && (
      <span className={`inline-flex items-center gap-1 ${colourOf(entry.change)}`}>
        <ProofMark kind={markOf(entry.change)} />
        {markOf(entry.change)}
      </span>
    ),
};

function settleColumn(role: string): Column<HistoryEntry> {
  return {
    id: 'settle',
    head: 'What did you find there?',
    width: settlesRuns(role) ? '372px' : '270px',
    skeleton: '90%',
    // Rows of the list before stand until this one is read.
    cell: (entry) =>
      entry.entry === 'change' && entry.change.settle && <Settle line={entry.change} role={role} />,
  };
}

/** There all of one cause are settled at once. */
const settlesRuns = (role: string) => can(role, 'runs:write');

function Settle({ line, role }: { line: HistoryLine; role: string }) {
  const { busy, settle } = useLineAct(line.id);
  const place = useRef<HTMLSpanElement>(null);
  return (
    <span ref={place} className="flex items-center gap-1.5">
      <SettleChoices
        line={line}
        role={role}
        busy={busy}
        onSettle={(verdict) => {
          // The row goes, the focus stays in the list.
          place.current?.closest<HTMLElement>('[role=grid]')?.focus({ preventScroll: true });
          void settle(verdict);
        }}
      />
      {line.runId !== null && settlesRuns(role) && (
        <Link
          href={`/runs/${line.runId}`}
          prefetch={false}
          className={buttonClass({ look: 'quiet', size: 'small' })}
        >
          All of run {line.runId}
        </Link>
      )}
    </span>
  );
}

function wideColumns(onOpen: Open, settledBy: string | null): Column<HistoryEntry>[] {
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
    settledBy === null ? outcome : settleColumn(settledBy),
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
