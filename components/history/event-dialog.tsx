'use client';

import { useQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { LocalTime } from '#components/runs/local-time.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { HistoryEvent } from '#lib/shared/history.ts';
import { detailName } from '#lib/shared/history-text/event-text.ts';
import { providerName, sentenceOf, subjectOf } from '#lib/shared/history-text/format-event.ts';
import { changesKeys } from '#lib/shared/query-keys.ts';

export function EventDialog({ eventId, onClose }: { eventId: number; onClose: () => void }) {
  const { data, error, refetch } = useQuery({
    queryKey: changesKeys.event(eventId),
    queryFn: ({ signal }) => readJson<HistoryEvent>(`/api/history/events/${eventId}`, signal),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={data ? <Verbatim className="wrap-anywhere">{sentenceOf(data)}</Verbatim> : `Event ${eventId}`}
      size="wide"
    >
      {error ? (
        <ErrorState title="This line could not be read" onRetry={() => void refetch()}>
          {error.message}
        </ErrorState>
      ) : data ? (
        <EventText event={data} />
      ) : (
        <Skeleton height="96px" />
      )}
    </Dialog>
  );
}

function EventText({ event }: { event: HistoryEvent }) {
  const { at, actor, kind, detail } = event;
  const subject = subjectOf(event);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
      <dt className="text-fg-3">When</dt>
      <dd>
        <LocalTime at={at} named />
      </dd>
      <Entry name="By" value={actor} />
      {subject !== '' && <Entry name="About" value={subject} />}
      {Object.entries(detail).map(([name, value]) => (
        <Entry
          key={name}
          name={detailName(name)}
          value={name === 'provider' ? providerName(value) : String(value ?? '–')}
        />
      ))}
      <Entry name="Kind" value={kind} />
    </dl>
  );
}

function Entry({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-fg-3">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">
        <Verbatim>{value}</Verbatim>
      </dd>
    </>
  );
}
