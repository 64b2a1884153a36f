'use client';

import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { useClock } from '#components/ui/clock.tsx';
import { countOf } from '#components/ui/count.ts';
import type { PauseReason, RunProvider } from '#lib/shared/runs.ts';
import { formatDuration } from '../words.ts';

interface PauseNoteProps {
  runProvider: RunProvider;
  hold: PauseReason;
  busy: boolean;
  /** null: not permitted. */
  onResume: (() => void) | null;
}

const resumeWords: Partial<Record<PauseReason['kind'], string>> = {
  member: 'Resume',
  refusals: 'Resume',
  credentials: 'Credentials fixed, resume',
  outage: 'Retry now',
};

/** Why it waits, what is safe, when it resumes, what can be done. */
export function PauseNote({ runProvider, hold, busy, onResume }: PauseNoteProps) {
  const resume = onResume && resumeWords[hold.kind];
  return (
    <Alert
      tone={hold.kind === 'member' ? 'info' : 'warn'}
      title={hold.message}
      className="col-span-full"
      actions={
        resume && (
          <Button size="small" busy={busy} onClick={onResume}>
            {resume}
          </Button>
        )
      }
    >
      {runProvider.open > 0 &&
        `${countOf(runProvider.open, 'change')} ${runProvider.open === 1 ? 'waits' : 'wait'}. `}
      {hold.until !== null && <NextTry kind={hold.kind} until={hold.until} />}
    </Alert>
  );
}

function NextTry({ kind, until }: { kind: PauseReason['kind']; until: string }) {
  const left = useClock((now) => Math.max(0, Math.ceil((Date.parse(until) - now) / 1_000)));
  const word = kind === 'outage' ? 'Next attempt' : 'Resumes';
  return (
    <span className="tabular-nums">
      {word} {left === 0 ? 'now' : `in ${formatDuration(left * 1_000)}`}.
    </span>
  );
}
