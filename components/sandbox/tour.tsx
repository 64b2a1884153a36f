'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useGo } from '#components/shell/use-go.ts';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { announce } from '#components/ui/live-region.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { TourProgress } from '#lib/shared/sandbox.ts';
import { takeStep } from './take-step.ts';
import { type TourStep, tourSteps, useSandbox } from './use-sandbox.ts';

const texts: Record<TourStep, { title: string; text: string; press: string; shown: string }> = {
  refusal: {
    title: 'A refusal',
    text: 'FRAGMENT will say no to a tag. Nothing changes, and its own words stand beside what was asked for.',
    press: 'Show a refusal',
    shown: 'Refused: the tag is not there. The history keeps what was asked for, and FRAGMENT’s words.',
  },
  unknown: {
    title: 'An unknown outcome',
    text: 'Vero will carry a change out, but its answer is lost. Nobody can read Vero, so Tagdesk asks instead of guessing.',
    press: 'Lose an answer',
    shown: 'Unknown: on the user’s page, say whether the tag is there.',
  },
  run: {
    title: 'A run with an outage',
    text: '60 users at two providers. Vero fails on the way, FRAGMENT refuses three. You see the plan first, and start it.',
    press: 'Plan the run',
    shown: 'Finished: the outage was waited for, and what was refused stands under its cause.',
  },
  undo: {
    title: 'An undo',
    text: 'All of that run is taken back, with a plan first. What was refused, or changed since, is left out.',
    press: 'Plan the undo',
    shown: 'Taken back. The history keeps both.',
  },
};

/** Three minutes. A step is done when the ledger shows it, whoever made it happen. */
export function Tour({ progress }: { progress: TourProgress | undefined }) {
  const { kept, change } = useSandbox();
  const [busy, setBusy] = useState<TourStep | null>(null);
  const [failed, setFailed] = useState<{ step: TourStep; message: string } | null>(null);
  const client = useQueryClient();
  const go = useGo();

  const seen = progress ? tourSteps.filter((step) => isSeen(step, progress)) : [];
  const fresh = seen.filter((step) => !kept.done.includes(step)).join();
  useEffect(() => {
    if (fresh === '') return;
    // What was settled since stays done.
    change({ done: tourSteps.filter((step) => kept.done.includes(step) || fresh.split(',').includes(step)) });
    for (const step of tourSteps) if (fresh.split(',').includes(step)) announce(`${texts[step].title}: done`);
  }, [fresh, kept.done, change]);

  async function take(step: TourStep): Promise<void> {
    setBusy(step);
    setFailed(null);
    try {
      go(await takeStep(step, progress?.run ?? null));
      void client.invalidateQueries();
    } catch (error) {
      setFailed({ step, message: error instanceof Error ? error.message : String(error) });
    }
    setBusy(null);
  }

  const isOver = kept.done.length === tourSteps.length;
  return (
    <>
      <ol>
        {tourSteps.map((step, index) => {
          const { title, text, press, shown } = texts[step];
          const isDone = kept.done.includes(step);
          const waits = progress?.run && (step === 'run' || step === 'undo') ? waitsFor(progress.run) : null;
          return (
            <li key={step} className="flex gap-2.5 border-t border-line py-2.5 first:border-0 first:pt-0">
              <span
                aria-hidden
                className={classNames(
                  'mt-px grid size-5 shrink-0 place-content-center rounded-full border text-11 tabular-nums',
                  isDone ? 'border-transparent bg-ok-tint' : 'border-line-control text-fg-2',
                )}
              >
                {isDone ? <ProofMark kind="confirmed" /> : index + 1}
              </span>
              <div className="flex min-w-0 flex-1 flex-col items-start gap-1.5">
                <h4 className="font-semibold">
                  {title}
                  {isDone && <span className="sr-only"> (done)</span>}
                </h4>
                <p className="text-12 text-fg-2">{isDone ? shown : text}</p>
                {step === 'run' && !isDone && waits !== null && (
                  <p role="status" className="text-12 font-medium">
                    {waits}
                  </p>
                )}
                {failed?.step === step && (
                  <p role="alert" className="text-12 text-danger">
                    {failed.message}
                  </p>
                )}
                {!isDone && !(step === 'run' && waits !== null) && (
                  <Button
                    size="small"
                    busy={busy === step}
                    disabled={step === 'undo' && progress?.run?.status !== 'finished'}
                    onClick={() => void take(step)}
                  >
                    {press}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {isOver && (
        <div className="flex flex-col items-start gap-1.5 border-t border-line pt-2.5">
          <p className="text-12 text-fg-2">
            That was all. Real providers fail in the same ways, and Tagdesk meets them in the same way.
          </p>
          <Button size="small" onClick={() => change({ since: null, done: [] })}>
            Begin again
          </Button>
        </div>
      )}
    </>
  );
}

function isSeen(step: TourStep, { run, ...seen }: TourProgress): boolean {
  if (step === 'run') return run?.status === 'finished' && run.outage && run.causes > 0;
  return seen[step];
}

function waitsFor({ id, status, held }: NonNullable<TourProgress['run']>): string | null {
  if (status === 'planning') return `Run ${id} is being planned.`;
  if (status === 'planned') return `Run ${id} waits for you: read its plan and press “Start”.`;
  if (status !== 'running') return null;
  const [down] = held;
  return down
    ? `Run ${id} waits for ${capabilitiesOf(down).label}, and resumes by itself.`
    : `Run ${id} is on its way.`;
}
