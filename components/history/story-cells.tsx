import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { ProviderCell } from '#components/providers/provider-cell.tsx';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { UserCell } from '#components/tags/user-cell.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { formatCount } from '#components/ui/count.ts';
import { ProgressMeter } from '#components/ui/progress-meter.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { HistoryStory } from '#lib/shared/history.ts';
import { ChangeText } from './change-text.tsx';
import type { LedgerRow, RestRow, StoryRow } from './ledger-rows.ts';
import { colourOf, markOf } from './line-words.ts';
import { countShown, formatStoryCounts, onlyOutcome, storySegments } from './story-words.ts';

type Act = (row: LedgerRow) => void;

export function StoryProviders({ story: { providers } }: { story: HistoryStory }) {
  const [only] = providers;
  if (only !== undefined && providers.length === 1) return <ProviderCell provider={only} />;
  return (
    <span className="flex items-center gap-1.5">
      {providers.map((provider) => (
        <ProviderMark key={provider} provider={provider} name={capabilitiesOf(provider).label} />
      ))}
    </span>
  );
}

/** Leads to the run or the user. */
export function StoryAbout({ story }: { story: HistoryStory }) {
  const { runId, lines, title } = story;
  const [newest] = lines;
  if (runId !== null)
    return (
      <Link
        href={`/runs/${runId}`}
        prefetch={false}
        className="min-w-0 truncate rounded-mark text-fg hover:text-accent"
      >
        Run {runId}
      </Link>
    );
  if (newest !== undefined && newest.userTitle !== null)
    return <UserCell userId={newest.userId} title={newest.userTitle} />;
  return <Verbatim className="truncate text-fg-2">{title ?? newest?.externalId}</Verbatim>;
}

/** Unfolds in place. */
export function StoryWhat({ row, onAct, narrow }: { row: StoryRow; onAct: Act; narrow: boolean }) {
  const { story, isOpen } = row;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={() => onAct(row)}
      className="-ms-1 flex min-w-0 items-center gap-1 rounded-mark text-start font-normal hover:text-accent"
    >
      <ChevronRight
        aria-hidden
        strokeWidth={1.75}
        className={classNames('size-3.5 shrink-0 text-fg-3 rtl:-scale-x-100', isOpen && 'rotate-90')}
      />
      <span className="min-w-0 truncate">
        <StoryTitle story={story} />
      </span>
      <span className={classNames('shrink-0 text-fg-2 tabular-nums', narrow && 'sr-only')}>
        <span aria-hidden>· </span>
        {story.key.startsWith('burst')
          ? `${formatCount(countShown(story))} changes`
          : formatStoryCounts(story)}
      </span>
    </button>
  );
}

function StoryTitle({ story }: { story: HistoryStory }) {
  const { key, title, lines } = story;
  if (key.startsWith('import-undo')) return 'Import taken back';
  if (key.startsWith('import')) return 'Import';
  if (key.startsWith('run')) return title === null ? 'Changes' : <Verbatim>{title}</Verbatim>;
  return lines.map((line, index) => (
    <span key={line.id}>
      {index > 0 && ', '}
      <ChangeText line={line} />
    </span>
  ));
}

/** One outcome as of a line, several as a bar. */
export function StoryOutcome({ story, narrow }: { story: HistoryStory; narrow: boolean }) {
  const only = onlyOutcome(story);
  const text = formatStoryCounts(story);
  if (only === null)
    return (
      <ProgressMeter
        label="Outcomes"
        valueText={text}
        segments={storySegments(story)}
        total={countShown(story)}
        className={narrow ? 'w-8 shrink-0' : 'w-20'}
      />
    );
  const mark = markOf({ kind: story.lines[0]?.kind ?? 'tags', outcome: only });
  return (
    <span className={`inline-flex items-center gap-1 ${colourOf({ outcome: only, overtakenBy: null })}`}>
      <ProofMark kind={mark} />
      <span className={narrow ? 'sr-only' : undefined}>{mark}</span>
    </span>
  );
}

const pageSize = 50;

export function RestWhat({ row, onAct }: { row: RestRow; onAct: Act }) {
  const { state, left, story } = row;
  if (state === 'reading')
    return (
      <span className="flex items-center gap-1.5 ps-5 text-fg-3">
        <Spinner /> Reading …
      </span>
    );
  const words =
    state === 'failed'
      ? 'Could not be read. Try again'
      : `Show ${formatCount(left > 0 ? Math.min(pageSize, left) : pageSize)} more`;
  return (
    <span className="flex min-w-0 items-baseline gap-2 ps-5 font-normal">
      <button
        type="button"
        onClick={() => onAct(row)}
        className="min-w-0 truncate rounded-mark text-accent hover:underline"
      >
        {words}
      </button>
      {left > pageSize && (
        <span className="truncate text-12 text-fg-3 tabular-nums">
          of {formatCount(left)}
          {story.hasMore && '+'}
        </span>
      )}
    </span>
  );
}
