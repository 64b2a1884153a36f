import { useZone } from '#components/history/use-zone.ts';
import { useGo } from '#components/shell/use-go.ts';
import { Spinner } from '#components/ui/spinner.tsx';
import type { CatalogueTag } from '#lib/shared/catalogue.ts';
import { barsOf, formatDay, formatTotals, type Period, spansOf } from './tag-bars.ts';
import { TagChart } from './tag-chart.tsx';
import { historyOf, TagSpans } from './tag-spans.tsx';
import type { useTagActivity } from './use-tag-activity.ts';

interface TagPictureProps {
  activity: ReturnType<typeof useTagActivity>;
  tag: CatalogueTag;
  period: Period;
  today: string;
}

/** What was added and removed, as bars and as numbers. */
export function TagPicture({ activity, tag, period, today }: TagPictureProps) {
  const zone = useZone();
  const go = useGo();
  const { since, countedSince, isCounting } = activity;
  const bars = barsOf(activity.days, spansOf(period, since, today));
  const first = bars[0]?.from ?? today;
  const isWhole = countedSince === null || countedSince <= first;
  return (
    <>
      <div className="flex flex-col gap-2">
        <p className="flex gap-4 text-12 text-fg-2">
          <Legend className="bg-accent-solid">added, upwards</Legend>
          <Legend className="bg-line-control">removed, downwards</Legend>
        </p>
        <TagChart
          bars={bars}
          countedSince={isWhole ? null : countedSince}
          onOpen={({ from, to }) => go(historyOf(tag, { from, to }))}
        />
        <p className="min-h-4 text-12 text-fg-2">
          {isWhole ? (
            formatTotals(bars)
          ) : (
            <span className="flex items-center gap-2">
              {isCounting && <Spinner />}
              Counted back to {formatDay(countedSince)} so far.
            </span>
          )}
        </p>
      </div>
      <TagSpans bars={bars} tag={tag} />
      <p className="mt-auto text-12 text-fg-3">
        {since === null
          ? 'The ledger is empty.'
          : `Counted from the ledger, which begins on ${formatDay(since)}. A change counts on the day on which it was asked for, in ${zone}.`}
      </p>
    </>
  );
}

function Legend({ className, children }: { className: string; children: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className={`size-2 rounded-[2px] ${className}`} />
      {children}
    </span>
  );
}
