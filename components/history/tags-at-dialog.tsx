'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { LocalTime } from '#components/runs/local-time.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { dayOf, nextDayStart } from '#lib/shared/days.ts';
import type { TagsAt } from '#lib/shared/history.ts';
import { changesKeys } from '#lib/shared/query-keys.ts';
import { TagsAtIdentity } from './tags-at-identity.tsx';
import { useZone } from './use-zone.ts';

type Props = { userId: number; day: string; onDay: (day: string) => void; onClose: () => void };

export function TagsAtDialog({ userId, day, onDay, onClose }: Props) {
  const zone = useZone();
  const today = dayOf(Date.now(), zone);
  const end = new Date(nextDayStart(day, zone).getTime() - 1).toISOString();
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: changesKeys.tagsAt(userId, day),
    queryFn: ({ signal }) => readJson<TagsAt>(`/api/users/${userId}/tags-at?at=${end}`, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <Dialog open onClose={onClose} title="Tags on a date" size="wide">
      <TextField
        label="Day"
        hint={`As it was at the end of this day, in ${zone}.`}
        type="date"
        max={today}
        value={day}
        onChange={(event) => event.currentTarget.value && onDay(event.currentTarget.value)}
        fieldClassName="w-72"
        data-autofocus
      />
      {error ? (
        <ErrorState
          title="The tags of this day could not be worked out"
          retrying={isFetching}
          onRetry={() => void refetch()}
        >
          {error.message}
        </ErrorState>
      ) : data ? (
        <Answer found={data} />
      ) : (
        <Skeleton height="160px" />
      )}
    </Dialog>
  );
}

function Answer({ found }: { found: TagsAt }) {
  const { at, knownSince, removedBefore, identities } = found;
  return (
    <div className="flex flex-col gap-3">
      {Date.parse(knownSince) > Date.parse(at) && (
        <p className="text-warn">
          Tagdesk has known this user since <LocalTime at={knownSince} /> only.
        </p>
      )}
      {removedBefore !== null && (
        <p className="text-warn">
          Lines from before <LocalTime at={removedBefore} /> are no longer kept, so this is what the first
          line since then found.
        </p>
      )}
      {identities.length === 0 && <p className="text-fg-2">This user has no identity at any provider.</p>}
      {identities.map((identity) => (
        <TagsAtIdentity key={identity.provider} identity={identity} />
      ))}
      <p className="text-12 text-fg-3">
        Rebuilt from Tagdesk’s own lines. What happened elsewhere is in it only from when it was read.
      </p>
    </div>
  );
}
