'use client';

import { DriftButtons } from '#components/drift/drift-buttons.tsx';
import { formatDrift, setElsewhere, sideOf } from '#components/drift/drift-words.ts';
import { useUserDrift } from '#components/drift/use-user-drift.ts';
import { useZone } from '#components/history/use-zone.ts';
import { Alert } from '#components/ui/alert.tsx';
import { useClock } from '#components/ui/clock.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { Drift } from '#lib/shared/drift.ts';
import { useEdits } from './edits-context.tsx';

/** What a provider shows otherwise than was expected, each with its choices. `sending`: keys on their way. */
export function DriftNotices({ drift, sending }: { drift: readonly Drift[]; sending: readonly string[] }) {
  return drift.map((each) => (
    <DriftNotice key={each.id} drift={each} isSending={sending.includes(each.key)} />
  ));
}

/** A label is there or not. */
function shortSide(drift: Drift, side: 'ours' | 'theirs'): string {
  if (sideOf(drift, side) === null) return 'nothing';
  return drift[side] ?? 'there';
}

function DriftNotice({ drift, isSending }: { drift: Drift; isSending: boolean }) {
  const { member } = useEdits();
  const zone = useZone();
  const title = useClock((now) => formatDrift(drift, { now, zone }));
  const { accept, putBack } = useUserDrift([drift]);
  return (
    <div role="status" aria-live="off">
      <Alert
        tone="warn"
        title={<Verbatim>{title}</Verbatim>}
        actions={
          <DriftButtons
            drift={[drift]}
            role={member.role}
            busy={isSending}
            onAccept={accept}
            onPutBack={putBack}
          />
        }
      >
        <p>
          <Verbatim>{drift.key}</Verbatim>: <Verbatim>{shortSide(drift, 'ours')}</Verbatim> →{' '}
          <Verbatim>{shortSide(drift, 'theirs')}</Verbatim>
        </p>
        {drift.isStopped && <p>{setElsewhere}</p>}
      </Alert>
    </div>
  );
}
