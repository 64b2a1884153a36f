'use client';

import { CalendarClock } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useKeptDraft } from '#components/kept/use-kept-draft.ts';
import { BottomBar } from '#components/ui/bottom-bar.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { TextField } from '#components/ui/text-field.tsx';
import type { RunDetail } from '#lib/shared/runs.ts';
import { maxNameLength, maxNoteLength } from '#lib/shared/text-limits.ts';
import { StartDialog } from './start-dialog.tsx';
import type { usePlanActions } from './use-plan-actions.ts';

interface StartBarProps {
  run: RunDetail;
  /** Left out unless something is chosen. */
  toChoose: number;
  actions: ReturnType<typeof usePlanActions>;
}

export function StartBar({ run, toChoose, actions }: StartBarProps) {
  const [name, setName] = useState(run.name);
  const [note, setNote] = useState(run.note);
  const [dialog, setDialog] = useState<'now' | 'later' | 'try' | null>(null);
  const { busy, saveWords, start, tryFirst, unschedule, discard } = actions;
  const draft = useKeptDraft<{ name: string; note: string }>(`run/${run.id}/words`, (typed) => {
    setName(typed.name);
    setNote(typed.note);
  });
  const isSaved = name.trim() === run.name && note.trim() === run.note;
  useEffect(() => draft.note(isSaved ? null : { name, note }), [draft.note, isSaved, name, note]);
  const save = async () => isSaved || saveWords({ name, note });
  const startNow = async () => {
    if (!(await save())) return;
    if (run.confirm) setDialog('now');
    else await start({ startAt: null, confirmCount: null });
  };
  const tryNow = async () => {
    if (!(await save())) return;
    if (run.sample?.confirm) setDialog('try');
    else await tryFirst(null);
  };
  return (
    <BottomBar label="Start" className="items-end phone:pb-4">
      <TextField
        label="Name"
        placeholder={run.title}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={() => void save()}
        maxLength={maxNameLength}
        size="large"
        fieldClassName="w-56 phone:w-full"
      />
      <TextField
        label="Why, kept with every change"
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onBlur={() => void save()}
        maxLength={maxNoteLength}
        size="large"
        fieldClassName="min-w-50 max-w-120 flex-1 phone:w-full phone:flex-none"
      />
      {toChoose > 0 && run.can.start && (
        <p className="max-w-52 self-center text-12 text-fg-2 phone:max-w-none">
          Started now, {formatLeftOut(toChoose)} left out.
        </p>
      )}
      <div className="ms-auto flex flex-wrap items-center gap-2">
        {run.can.discard && (
          <Button look="quiet" size="large" busy={busy === 'discard'} onClick={() => void discard()}>
            Discard
          </Button>
        )}
        {run.status === 'scheduled' && (
          <Button look="quiet" size="large" busy={busy === 'unschedule'} onClick={() => void unschedule()}>
            Back to planned
          </Button>
        )}
        {run.can.start && (
          <>
            <IconButton
              label="Schedule…"
              look="default"
              size="large"
              icon={<CalendarClock aria-hidden strokeWidth={1.5} className="size-4" />}
              onClick={() => void save().then((saved) => saved && setDialog('later'))}
            />
            {run.can.cure && run.sample && (
              <Button
                size="large"
                busy={busy === 'try'}
                data-tip={`${countOf(run.sample.changes, 'change')}; the rest waits here`}
                onClick={() => void tryNow()}
              >
                Try on {run.sample.users} first
              </Button>
            )}
            <Button look="primary" size="large" busy={busy === 'start'} onClick={() => void startNow()}>
              {nameStart(run)}
            </Button>
          </>
        )}
      </div>
      {dialog && (
        <StartDialog
          run={run}
          when={dialog}
          busy={busy === 'start' || busy === 'try'}
          onClose={() => setDialog(null)}
          onStart={async (input) => {
            const isDone = dialog === 'try' ? await tryFirst(input.confirmCount) : await start(input);
            if (isDone) setDialog(null);
          }}
        />
      )}
    </BottomBar>
  );
}

function nameStart({ status, tries, changes }: RunDetail): string {
  if (status === 'scheduled') return 'Start now';
  const many = countOf(changes, 'change');
  return tries.length > 0 ? `Go on with the other ${many}` : `Start, ${many}`;
}

function formatLeftOut(count: number): string {
  return count === 1 ? 'the 1 to choose is' : `the ${formatCount(count)} to choose are`;
}
