'use client';

import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useZone } from '#components/history/use-zone.ts';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { ProofMark, type ProofMarkKind } from '#components/tags/proof-mark.tsx';
import { TagText } from '#components/tags/tag-text.tsx';
import { UserCell } from '#components/tags/user-cell.tsx';
import { Button } from '#components/ui/button.tsx';
import { CheckboxBox } from '#components/ui/checkbox.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { useClock } from '#components/ui/clock.tsx';
import { formatCount } from '#components/ui/count.ts';
import { Pill } from '#components/ui/pill.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { type DriftGiver, type DriftPair, putBackOf } from '#lib/shared/drift.ts';
import { can } from '#lib/shared/permissions.ts';
import type { GroupRow, RestRow, TreeRow, UserRow } from './drift-rows.ts';
import { directionSigns, directionWords, formatGiver, setElsewhere, sideOf } from './drift-words.ts';
import { PolicyField, ruleNames } from './policies.tsx';
import { verbNames } from './question-dialog.tsx';
import type { DriftVerb } from './use-decide.ts';

/** Head and rows: mark, what, ours, theirs, users, giver, since (where there is room), policy and buttons. */
export const rowClass =
  'grid grid-cols-[52px_152px_minmax(80px,1.1fr)_minmax(80px,1.1fr)_minmax(70px,1fr)_minmax(70px,0.9fr)_52px_308px] max-[1359px]:grid-cols-[52px_152px_minmax(80px,1.1fr)_minmax(80px,1.1fr)_minmax(70px,1fr)_minmax(70px,0.9fr)_308px] items-center gap-x-2 border-b border-line px-4 phone:grid-cols-[44px_minmax(0,1fr)_minmax(0,1fr)]! phone:gap-y-1';
/** Given up in narrow windows, not on phones. */
export const sinceClass = 'max-[1359px]:hidden phone:block!';
export const headClass =
  'h-(--row-head) bg-sunken text-start text-11 whitespace-nowrap text-fg-3 [&>th]:text-start';

interface DriftTreeRowProps {
  id: string;
  row: TreeRow;
  role: string;
  atCursor: boolean;
  /** null: nothing is picked here. */
  isPicked: boolean | null;
  /** null: not by this role, or decided already. */
  decides: 'now' | null;
  busy: boolean;
  onPoint: () => void;
  onAct: () => void;
  onPick: (() => void) | null;
  onDecide: (verb: DriftVerb) => void;
}

export function DriftTreeRow(props: DriftTreeRowProps) {
  const { id, row, atCursor, isPicked, onPoint, onAct, onPick } = props;
  const name = row.entry === 'user' ? row.row.title : row.entry === 'group' ? formatPair(row.group) : '';
  return (
    <tr
      id={id}
      aria-level={row.entry === 'group' ? 1 : 2}
      aria-expanded={row.entry === 'group' ? row.isOpen : undefined}
      aria-selected={row.entry === 'rest' ? undefined : (isPicked ?? undefined)}
      data-cursor={atCursor || undefined}
      onPointerDown={onPoint}
      className={classNames(
        rowClass,
        'group/row min-h-9 phone:py-2',
        isPicked ? 'bg-selected' : row.entry === 'group' ? 'bg-sunken' : 'bg-surface',
        atCursor && 'shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      <td className="flex items-center gap-1.5">
        {row.entry === 'group' ? (
          <button
            type="button"
            tabIndex={-1}
            aria-label={`${row.isOpen ? 'Fold' : 'Unfold'} ${name}`}
            onClick={onAct}
            className="grid size-6 place-content-center rounded-chip text-fg-3 hover:bg-active hover:text-fg"
          >
            <ChevronRight
              aria-hidden
              strokeWidth={1.75}
              className={classNames('size-3.5 rtl:-scale-x-100', row.isOpen && 'rotate-90')}
            />
          </button>
        ) : (
          <span className="w-6" />
        )}
        {onPick && (
          <CheckboxBox
            aria-label={`Pick ${name}`}
            tabIndex={-1}
            checked={isPicked === true}
            onChange={onPick}
          />
        )}
      </td>
      {row.entry === 'group' && <GroupCells {...props} row={row} />}
      {row.entry === 'user' && <UserCells {...props} row={row} />}
      {row.entry === 'rest' && <RestCell row={row} onAct={onAct} />}
    </tr>
  );
}

function formatPair(pair: DriftPair): string {
  const [ours, theirs] = [sideOf(pair, 'ours'), sideOf(pair, 'theirs')];
  return `${ours ?? 'nothing'} → ${theirs ?? 'nothing'} at ${capabilitiesOf(pair.provider).label}`;
}

function GroupCells(props: DriftTreeRowProps & { row: GroupRow }) {
  const { group } = props.row;
  const { provider, direction, key, count, sample, given, since, rule, isStopped } = group;
  const others = count - 1;
  return (
    <>
      <th scope="row" className="flex min-w-0 items-center gap-1.5 font-medium phone:col-span-2">
        <ProviderMark provider={provider} name={capabilitiesOf(provider).label} />
        <span aria-hidden className="w-2.5 text-center text-fg-3">
          {directionSigns[direction]}
        </span>
        <span className="truncate">{directionWords[direction]}</span>
        <b className="ms-auto font-semibold tabular-nums">{formatCount(count)}</b>
      </th>
      <Sides pair={group} proof={null} />
      <td className="flex min-w-0 text-fg-2 phone:hidden">
        <TagText text={others > 0 ? `${sample.title}, ${formatCount(others)} more` : sample.title} />
      </td>
      <Given given={given} />
      <td
        className={classNames(
          sinceClass,
          'text-12 text-fg-3 tabular-nums phone:col-start-3 phone:justify-self-end',
        )}
      >
        <RelativeTime at={since} />
      </td>
      <td className="flex min-w-0 items-center gap-1.5 phone:col-span-2 phone:col-start-2 phone:flex-wrap">
        {isStopped ? (
          <span data-tip={setElsewhere}>
            <Pill tone="warn">Stopped: set elsewhere</Pill>
          </span>
        ) : can(props.role, 'drift:policy') ? (
          <PolicyField provider={provider} tag={key} rule={rule} hideLabel />
        ) : (
          <span className="text-12 text-fg-3">{rule ? ruleNames[rule] : 'By default'}</span>
        )}
        <Choices {...props} pair={group} />
      </td>
    </>
  );
}

function UserCells(props: DriftTreeRowProps & { row: UserRow }) {
  const { row } = props.row;
  return (
    <>
      <th scope="row" className="flex min-w-0 ps-5 font-medium phone:col-span-2 phone:ps-0">
        <UserCell userId={row.userId} title={row.title} />
      </th>
      <Sides pair={row} proof={row.oursProof} />
      <td className="flex min-w-0 text-fg-3 phone:hidden">
        <TagText text={row.email} />
      </td>
      <Given given={row.given} />
      <td
        className={classNames(
          sinceClass,
          'text-12 text-fg-3 tabular-nums phone:col-start-3 phone:justify-self-end',
        )}
      >
        <RelativeTime at={row.lastSeen} />
      </td>
      <td className="flex min-w-0 items-center gap-1.5 text-12 text-fg-3 phone:col-span-2 phone:col-start-2">
        <Note row={row} />
        <Choices {...props} pair={row} />
      </td>
    </>
  );
}

/** What is to be known of one row besides. */
function Note({ row }: { row: UserRow['row'] }) {
  if (row.isStopped) return <span data-tip={setElsewhere}>set elsewhere</span>;
  if (row.decidedAt !== null && row.state !== 'open')
    return (
      <span className="truncate">
        <Verbatim>{row.decidedBy ?? 'by policy'}</Verbatim>, <RelativeTime at={row.decidedAt} />
      </span>
    );
  if (row.putBackAt === null) return null;
  return (
    <span className="truncate">
      put back <RelativeTime at={row.putBackAt} suffix="ago" />, came back
    </span>
  );
}

type ChoicesProps = Pick<DriftTreeRowProps, 'decides' | 'busy' | 'onDecide' | 'atCursor'> & {
  pair: DriftPair;
};

/** In each row; seen on the one at hand. */
function Choices({ decides, busy, onDecide, atCursor, pair }: ChoicesProps) {
  if (!decides) return null;
  const verbs: DriftVerb[] =
    putBackOf(pair) === null ? ['accept', 'ignore'] : ['accept', 'put-back', 'ignore'];
  return (
    <span className="ms-auto flex items-center gap-1.5 opacity-0 group-hover/row:opacity-100 group-data-cursor/row:opacity-100 focus-within:opacity-100 phone:ms-0 phone:opacity-100">
      {verbs.map((verb) => (
        <Button
          key={verb}
          size="small"
          look={verb === 'ignore' ? 'quiet' : 'default'}
          tabIndex={atCursor ? 0 : -1}
          busy={busy}
          onClick={() => onDecide(verb)}
        >
          {verbNames[verb]}
        </Button>
      ))}
    </span>
  );
}

function Sides({ pair, proof }: { pair: DriftPair; proof: ProofMarkKind | null }) {
  return (
    <>
      <Side pair={pair} side="ours">
        {proof && <ProofMark kind={proof} />}
      </Side>
      <Side pair={pair} side="theirs" />
    </>
  );
}

function Side({ pair, side, children }: { pair: DriftPair; side: 'ours' | 'theirs'; children?: ReactNode }) {
  const text = sideOf(pair, side);
  const value = pair[side];
  // The key stands beside it already, and leaves the value room.
  const saysKey = value !== null && !(side === 'theirs' && pair.direction === 'other');
  return (
    <td
      className={classNames(
        'flex min-w-0 items-center gap-1.5',
        side === 'ours' ? 'phone:col-start-2' : 'phone:col-start-3',
      )}
    >
      {side === 'theirs' && (
        <span aria-hidden className="text-fg-3">
          →
        </span>
      )}
      {text === null ? (
        <span className="text-fg-2">nothing</span>
      ) : (
        <Chip
          raised
          mark={children}
          keyText={saysKey ? pair.key : undefined}
          value={<TagText text={value ?? pair.key} />}
        />
      )}
    </td>
  );
}

function Given({ given }: { given: DriftGiver }) {
  const zone = useZone();
  const words = useClock((now) => formatGiver(given, now, zone));
  return (
    <td className="flex min-w-0 text-12 text-fg-2 phone:col-start-2">
      <TagText text={given.run === null ? words : `${words}, run ${given.run}`} />
    </td>
  );
}

function RestCell({ row, onAct }: { row: RestRow; onAct: () => void }) {
  return (
    <td className="col-span-7 flex items-center ps-5 phone:col-span-2 phone:ps-0">
      {row.state === 'reading' ? (
        <span className="flex items-center gap-1.5 text-fg-3">
          <Spinner /> Reading …
        </span>
      ) : (
        <Button look="quiet" size="small" className="text-accent!" onClick={onAct}>
          {row.state === 'failed' ? 'Could not be read. Try again' : `Show ${formatCount(row.left)} more`}
        </Button>
      )}
    </td>
  );
}
