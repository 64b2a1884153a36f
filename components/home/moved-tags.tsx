'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { clockTime, dayLabel } from '#components/history/days.ts';
import { useZone } from '#components/history/use-zone.ts';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { readJson } from '#components/read-json.ts';
import { Chip } from '#components/ui/chip.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { dayOf } from '#lib/shared/days.ts';
import { providerNames } from '#lib/shared/filter/fields.ts';
import type { MovedTags as Moved, MovedTag } from '#lib/shared/home.ts';
import { homeKeys } from '#lib/shared/query-keys.ts';
import { NotCounted } from './not-counted.tsx';
import { countEveryMs } from './refresh.ts';
import { Section } from './section.tsx';

const rowClass = 'flex min-h-7.5 items-center gap-2 px-4 phone:min-h-11';

export function MovedTags({ today }: { today: string }) {
  const zone = useZone();
  const { data, error, refetch } = useQuery({
    queryKey: homeKeys.movedTags,
    queryFn: ({ signal }) => readJson<Moved>('/api/home/tags', signal),
    refetchInterval: countEveryMs,
  });
  const since = data?.since ? Date.parse(data.since) : null;
  const span =
    since === null ? '7 days' : `since ${dayLabel(dayOf(since, zone), today)}, ${clockTime(since, zone)}`;
  return (
    <Section title="Tags that moved most" note={span} end={data && data.tags.length > 0 ? 'now' : undefined}>
      {error && !data && <NotCounted error={error} retry={() => void refetch()} />}
      {data?.tags.length === 0 && <p className="px-4 pb-4 text-fg-2">No tag was added or removed.</p>}
      <ul className="pb-2 empty:hidden">
        {data?.tags.map((tag) => (
          <Row key={tag.id} tag={tag} />
        ))}
        {!data && !error && [0, 1, 2, 3].map((row) => <SkeletonRow key={row} />)}
      </ul>
    </Section>
  );
}

function SkeletonRow() {
  return (
    <li aria-hidden className={rowClass}>
      <Skeleton width="60%" height="14px" />
    </li>
  );
}

function Row({ tag: { id, provider, key, value, added, removed, count } }: { tag: MovedTag }) {
  return (
    <li className={rowClass}>
      <ProviderMark provider={provider} name={providerNames[provider]} />
      <Link
        href={`/tags?tag=${id}`}
        prefetch={false}
        className="flex min-w-0 rounded-chip hover:brightness-94"
      >
        <Chip keyText={value === null ? undefined : key} value={value ?? key} />
      </Link>
      <span className="ms-auto flex shrink-0 gap-2 font-semibold tabular-nums">
        {added > 0 && (
          <span>
            +{formatCount(added)}
            <span className="sr-only"> added</span>
          </span>
        )}
        {removed > 0 && (
          <span>
            −{formatCount(removed)}
            <span className="sr-only"> removed</span>
          </span>
        )}
      </span>
      <span className="min-w-12 shrink-0 text-end text-fg-3 tabular-nums" data-tip={countOf(count, 'user')}>
        <span className="sr-only">now </span>
        {formatCount(count)}
      </span>
    </li>
  );
}
