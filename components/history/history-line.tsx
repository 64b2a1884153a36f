'use client';

import { ChevronDown, Undo2 } from 'lucide-react';
import { useId, useState } from 'react';
import { DriftButtons } from '#components/drift/drift-buttons.tsx';
import { useUserDrift } from '#components/drift/use-user-drift.ts';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { useEdits } from '#components/tags/edits-context.tsx';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { useClock } from '#components/ui/clock.tsx';
import { formatRelativeTime } from '#components/ui/format-time.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { HistoryLine as Line } from '#lib/shared/changes.ts';
import { can } from '#lib/shared/permissions.ts';
import { ChangeDetails } from './change-details.tsx';
import { ChangeText } from './change-text.tsx';
import { clockTime } from './days.ts';
import { actorWords, markOf } from './line-words.ts';
import { SettleButtons } from './settle-buttons.tsx';
import { useZone } from './use-zone.ts';

const loud: Partial<Record<Line['outcome'], string>> = {
  unknown: 'text-warn',
  refused: 'text-danger',
  failed: 'text-danger',
  pending: 'text-accent',
};

/** `zone`: of the days. */
export function HistoryLine({
  line,
  heading,
  zone,
}: {
  line: Line;
  heading: string | null;
  zone: string | null;
}) {
  const { edits, member } = useEdits();
  const [open, setOpen] = useState(false);
  const whatId = useId();
  const isOwn = line.memberId !== null && line.memberId === member.id;
  const mayUndo = can(member.role, isOwn ? 'changes:undo-own' : 'changes:undo-any');
  const why = [
    ...(isOwn ? ['You', line.importName] : actorWords(line)),
    line.runId === null ? null : `Run ${line.runId}`,
    line.undoOf === null ? null : 'undo',
  ].filter(Boolean);

  return (
    <li className="group relative grid grid-cols-[14px_minmax(0,1fr)_auto] items-center gap-x-2.5 px-3.5 py-1.5 hover:bg-hover">
      {heading !== null && (
        <div className="col-span-full flex gap-2 pt-1.5 pb-2 text-11 text-fg-3">
          <h3 className="font-medium">{heading}</h3>
          {zone !== null && <span className="ms-auto">{zone}</span>}
        </div>
      )}
      <ProviderMark
        provider={line.provider}
        name={capabilitiesOf(line.provider).label}
        className="mt-0.75 self-start"
      />
      <p id={whatId} className="min-w-0">
        <ChangeText line={line} />
      </p>
      <When at={line.createdAt} />
      <p className="col-start-2 flex min-h-6 min-w-0 flex-wrap items-center gap-x-2 text-12 text-fg-3">
        <span
          className={classNames(
            'inline-flex items-center gap-1 whitespace-nowrap',
            line.overtakenBy === null && loud[line.outcome],
          )}
        >
          <ProofMark kind={markOf(line)} />
          {markOf(line)}
        </span>
        <span className="min-w-0 wrap-anywhere">
          <Verbatim>{why.join(', ')}</Verbatim>
          {line.note !== '' && <Verbatim>, “{line.note}”</Verbatim>}
        </span>
        {line.undoneBy !== null && <span>undone</span>}
        {line.overtakenBy !== null && <span>overtaken by a later change</span>}
      </p>
      <span className="-me-2 flex items-center justify-self-end">
        {line.undo.possible && mayUndo && (
          <Button
            look="quiet"
            size="small"
            aria-describedby={whatId}
            onClick={() => edits.undo(line)}
            icon={<Undo2 aria-hidden strokeWidth={1.5} className="size-3.5" />}
          >
            Undo
          </Button>
        )}
        <button
          type="button"
          aria-label="Details"
          aria-describedby={whatId}
          aria-expanded={open}
          data-tip="Requests and answers"
          onClick={() => setOpen(!open)}
          className="grid size-6 place-content-center rounded-chip text-fg-3 hover:bg-active hover:text-fg phone:size-8"
        >
          <ChevronDown
            aria-hidden
            strokeWidth={1.5}
            className={classNames('size-3.5', open && 'rotate-180')}
          />
        </button>
      </span>
      {line.settle && (
        <div className="col-span-2 col-start-2 flex flex-wrap gap-1.5 pt-0.5 pb-1">
          <SettleButtons line={line} />
        </div>
      )}
      {line.drift && (
        <div className="col-span-2 col-start-2 flex flex-wrap gap-1.5 pt-0.5 pb-1">
          <LineDrift drift={line.drift} />
        </div>
      )}
      {open && <ChangeDetails line={line} role={member.role} />}
    </li>
  );
}

function LineDrift({ drift }: { drift: NonNullable<Line['drift']> }) {
  const { member } = useEdits();
  const { accept, putBack } = useUserDrift(drift);
  return <DriftButtons drift={drift} role={member.role} onAccept={accept} onPutBack={putBack} />;
}

const relativeUntil = 60 * 60 * 1000;

/** “4 min” within the hour, then the clock; exact on hover. */
function When({ at }: { at: string }) {
  const moment = Date.parse(at);
  const zone = useZone();
  const text = useClock((now) =>
    Math.abs(now - moment) < relativeUntil ? formatRelativeTime(moment, now) : clockTime(moment, zone),
  );
  return (
    <time
      dateTime={at}
      data-tip-time={moment}
      className="justify-self-end text-12 whitespace-nowrap text-fg-3 tabular-nums"
    >
      {text}
    </time>
  );
}
