'use client';

import Link from 'next/link';
import { useRef } from 'react';
import type { Column } from '#components/data-table/columns.ts';
import { ProviderCell } from '#components/providers/provider-cell.tsx';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { UserCell } from '#components/tags/user-cell.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { HistoryLine } from '#lib/shared/changes.ts';
import type { HistoryEvent, HistoryStory } from '#lib/shared/history.ts';
import { predicateOf, subjectOf } from '#lib/shared/history-text/format-event.ts';
import { can } from '#lib/shared/permissions.ts';
import { ChangeText } from './change-text.tsx';
import type { LedgerRow, LineRow } from './ledger-rows.ts';
import { actorWords, colourOf, markOf } from './line-words.ts';
import { SettleChoices } from './settle-buttons.tsx';
import { RestWhat, StoryAbout, StoryOutcome, StoryProviders, StoryWhat } from './story-cells.tsx';
import { useLineAct } from './use-line-act.ts';

type Act = (row: LedgerRow) => void;

/**
 * A narrow screen shows user, change and time, with marks for provider and outcome. `onAct` opens a line and
 * unfolds a story. `settledBy`: a role; its answers then stand in place of outcomes, which are all unknown.
 */
export function ledgerColumns(onAct: Act, narrow: boolean, settledBy: string | null): Column<LedgerRow>[] {
  return narrow ? narrowColumns(onAct) : wideColumns(onAct, settledBy);
}

function narrowColumns(onAct: Act): Column<LedgerRow>[] {
  return [
    { ...about, width: 'minmax(84px, 0.7fr)' },
    {
      ...whatColumn(onAct),
      width: 'minmax(150px, 1.6fr)',
      cell: (row) => (
        <span className="flex min-w-0 flex-1 items-center gap-1.5">
          {row.entry === 'change' && (
            <ProviderMark provider={row.change.provider} name={capabilitiesOf(row.change.provider).label} />
          )}
          <What row={row} onAct={onAct} narrow />
          {row.entry === 'change' && (
            <span className={`ms-auto ${colourOf(row.change)}`}>
              <ProofMark kind={markOf(row.change)} />
              <span className="sr-only">{markOf(row.change)}</span>
            </span>
          )}
          {row.entry === 'story' && (
            <span className="ms-auto">
              <StoryOutcome story={row.story} narrow />
            </span>
          )}
        </span>
      ),
    },
    { ...time, width: '76px' },
  ];
}

const about: Column<LedgerRow> = {
  id: 'user',
  head: 'About',
  width: 'minmax(120px, 1fr)',
  skeleton: '70%',
  cell: (row) => {
    if (row.entry === 'change') return <AboutUser line={row.change} />;
    if (row.entry === 'event') return <AboutEvent event={row.event} />;
    return row.entry === 'story' && <StoryAbout story={row.story} />;
  },
};

const time: Column<LedgerRow> = {
  id: 'time',
  head: 'When',
  width: '92px',
  align: 'end',
  sorted: 'descending',
  skeleton: '40px',
  cell: ({ entry, at }) => entry !== 'rest' && <RelativeTime at={at} className="whitespace-nowrap" />,
};

function whatColumn(onAct: Act): Column<LedgerRow> {
  return {
    id: 'change',
    head: 'What',
    width: 'minmax(180px, 2.4fr)',
    rowHeader: true,
    skeleton: '60%',
    cell: (row) => <What row={row} onAct={onAct} />,
  };
}

function What({ row, onAct, narrow = false }: { row: LedgerRow; onAct: Act; narrow?: boolean }) {
  if (row.entry === 'story') return <StoryWhat row={row} onAct={onAct} narrow={narrow} />;
  if (row.entry === 'rest') return <RestWhat row={row} onAct={onAct} />;
  return (
    <button
      type="button"
      onClick={() => onAct(row)}
      className={classNames(
        'min-w-0 truncate rounded-mark text-start font-normal hover:text-accent',
        row.inside && 'ms-1.5 border-s border-line-strong ps-3',
      )}
    >
      <LineText line={row} />
    </button>
  );
}

const outcome: Column<LedgerRow> = {
  id: 'outcome',
  head: 'Outcome',
  width: '110px',
  skeleton: '70%',
  cell: (row) => {
    if (row.entry === 'story') return <StoryOutcome story={row.story} narrow={false} />;
    return (
      row.entry === 'change' && (
        <span className={`inline-flex items-center gap-1 ${colourOf(row.change)}`}>
          <ProofMark kind={markOf(row.change)} />
          {markOf(row.change)}
        </span>
      )
    );
  },
};

function settleColumn(role: string): Column<LedgerRow> {
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

function wideColumns(onAct: Act, settledBy: string | null): Column<LedgerRow>[] {
  return [
    {
      id: 'provider',
      head: 'Provider',
      width: '116px',
      skeleton: '60%',
      cell: (row) =>
        row.entry === 'story' ? (
          <StoryProviders story={row.story} />
        ) : (
          row.entry === 'change' && <ProviderCell provider={row.change.provider} />
        ),
    },
    about,
    whatColumn(onAct),
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
function AboutEvent({ event }: { event: HistoryEvent }) {
  const { kind, subject } = event;
  if (/^(user|identity)\./.test(kind) && /^\d+$/.test(subject))
    return <UserCell userId={Number(subject)} title={`user ${subject}`} />;
  return <Verbatim className="truncate text-fg-2">{subjectOf(event)}</Verbatim>;
}

function LineText({ line }: { line: LineRow }) {
  if (line.entry === 'change') return <ChangeText line={line.change} />;
  const words = predicateOf(line.event);
  return <Verbatim>{words.charAt(0).toUpperCase() + words.slice(1)}</Verbatim>;
}

function formatWho(row: LedgerRow): string {
  if (row.entry === 'event') return row.event.actor;
  if (row.entry === 'rest') return '';
  // Above its lines a story says what they have in common.
  if (row.entry === 'story') return withNote(whoOf(row.story), row.story.note);
  const { runId, note } = row.change;
  if (row.inside) return withNote(actorWords(row.change), note === row.inside.note ? '' : note);
  return withNote([...actorWords(row.change), runId === null ? null : `run ${runId}`], note);
}

/** Of a burst that was found: the provider, and who noticed. */
function whoOf({ lines, memberId, importId, actor }: HistoryStory): string[] {
  if (lines[0]) return actorWords(lines[0]);
  return [importId !== null && memberId === null ? 'Import' : actor];
}

function withNote(words: readonly (string | null)[], note: string): string {
  return [...words, note && `“${note}”`].filter(Boolean).join(', ');
}
