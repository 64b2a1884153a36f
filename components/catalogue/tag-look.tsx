'use client';

import { useState } from 'react';
import { useZone } from '#components/history/use-zone.ts';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { ReadError } from '#components/read-json.ts';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { TagText } from '#components/tags/tag-text.tsx';
import { CloseButton } from '#components/ui/button.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { isComposing } from '#components/ui/is-composing.ts';
import { Segmented } from '#components/ui/segmented.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { CatalogueTag } from '#lib/shared/catalogue.ts';
import { dayOf } from '#lib/shared/days.ts';
import { type Period, spansOf } from './tag-bars.ts';
import { TagFacts } from './tag-facts.tsx';
import { nameOf } from './tag-names.ts';
import { TagPicture } from './tag-picture.tsx';
import { useTagActivity } from './use-tag-activity.ts';

export const periodOptions: { value: Period; label: string }[] = [
  { value: 'month', label: '30 days' },
  { value: 'year', label: '52 weeks' },
  { value: 'all', label: 'All time' },
];

export function TagLook({ tagId, onClose }: { tagId: number; onClose: () => void }) {
  const [period, setPeriod] = useState<Period>('month');
  const zone = useZone();
  const [today] = useState(() => dayOf(Date.now(), zone));
  const from = period === 'all' ? null : (spansOf(period, null, today)[0]?.from ?? null);
  const activity = useTagActivity(tagId, from);
  useHotkeys([{ keys: 'Escape', label: 'Close the quick look', group: 'List', run: onClose }]);
  const { tag, error } = activity;
  return (
    <section
      aria-label="Quick look"
      data-look
      // The radios handle other keys themselves.
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !isComposing(event)) onClose();
      }}
      className="flex w-80 shrink-0 flex-col overflow-hidden border-s border-line bg-surface phone:w-full phone:border-s-0"
    >
      <Head tag={tag} isComing={!error} onClose={onClose} />
      {tag ? (
        <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-4 *:shrink-0">
          <TagFacts
            tag={tag}
            last={activity.last}
            isCounting={activity.isCounting}
            page={`/tags/${tag.id}`}
          />
          <Segmented label="Period" value={period} onValueChange={setPeriod} options={periodOptions} />
          <TagPicture activity={activity} tag={tag} period={period} today={today} />
          {error && (
            <ErrorState title="The ledger could not be read" onRetry={activity.retry}>
              {error.message}
            </ErrorState>
          )}
        </div>
      ) : error ? (
        <NotRead error={error} retrying={activity.isCounting} onRetry={activity.retry} />
      ) : (
        <div className="flex flex-col gap-4 p-4">
          <Skeleton height="72px" />
          <Skeleton width="60%" height="28px" />
          <Skeleton height="120px" />
        </div>
      )}
    </section>
  );
}

type NotReadProps = { error: Error; retrying: boolean; onRetry: () => void };

function NotRead({ error, retrying, onRetry }: NotReadProps) {
  if (error instanceof ReadError && error.code === 'not-found') {
    return <ErrorState title="Tag not found">The link may be an old one. Choose another tag.</ErrorState>;
  }
  return (
    <ErrorState title="This tag could not be read" retrying={retrying} onRetry={onRetry}>
      {error.message}
    </ErrorState>
  );
}

type HeadProps = { tag: CatalogueTag | undefined; isComing: boolean; onClose: () => void };

function Head({ tag, isComing, onClose }: HeadProps) {
  return (
    <div className="flex items-start gap-1 border-b border-line py-2 ps-4 pe-2">
      <div className="min-w-0 flex-1">
        <h2 className="flex min-h-5 items-center text-14 font-semibold">
          {tag ? <TagText text={nameOf(tag)} /> : isComing ? <Skeleton width="60%" height="14px" /> : 'A tag'}
        </h2>
        <p className="flex min-h-4 items-center gap-1.5 text-12 text-fg-2">
          {tag && (
            <>
              <ProviderMark provider={tag.provider} size="small" />
              {capabilitiesOf(tag.provider).label}
            </>
          )}
        </p>
      </div>
      <CloseButton onClick={onClose} />
    </div>
  );
}
