'use client';

import { GitMerge, Pencil, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { useZone } from '#components/history/use-zone.ts';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { TagText } from '#components/tags/tag-text.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { DisabledUntilHydrated } from '#components/ui/disabled-until-hydrated.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { decideTagPair } from '#lib/actions/catalogue.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { CatalogueTag, TagDetail } from '#lib/shared/catalogue.ts';
import { dayOf } from '#lib/shared/days.ts';
import { can } from '#lib/shared/permissions.ts';
import type { TagAct } from './change-tag-dialog.tsx';
import { type Period, spansOf } from './tag-bars.ts';
import { TagFacts } from './tag-facts.tsx';
import { periodOptions } from './tag-look.tsx';
import { nameOf } from './tag-names.ts';
import { TagPicture } from './tag-picture.tsx';
import { useTagActivity } from './use-tag-activity.ts';

const ChangeTagDialog = dynamic(() =>
  import('./change-tag-dialog.tsx').then((module) => module.ChangeTagDialog),
);
const DescribeTagDialog = dynamic(() =>
  import('./describe-tag-dialog.tsx').then((module) => module.DescribeTagDialog),
);

type Opened = { act: TagAct; into: CatalogueTag | null } | 'describe' | null;

/** One tag at one provider: what it means, who carries it, and what can be done about it everywhere. */
export function TagScreen({ detail, role }: { detail: TagDetail; role: string }) {
  const { tag, near, elsewhere, views } = detail;
  const { label, verbs } = capabilitiesOf(tag.provider);
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  const [mayChange, mayRemove] = [can(role, 'catalogue:edit'), can(role, 'catalogue:remove')];
  const mayDescribe = can(role, 'catalogue:describe');
  const open = (act: TagAct, into: CatalogueTag | null = null) => setOpened({ act, into });
  useHotkeys([
    ...(mayChange
      ? [
          { keys: 'r', label: 'Rename', group: 'Tag', run: () => open('rename') },
          { keys: 'm', label: 'Merge', group: 'Tag', run: () => open('merge') },
        ]
      : []),
    ...(mayDescribe
      ? [{ keys: 'e', label: 'Edit description', group: 'Tag', run: () => setOpened('describe') }]
      : []),
  ]);
  return (
    <DisabledUntilHydrated>
      <PageHeader
        back={{ label: 'Tags', href: '/tags' }}
        title={
          <span className="flex min-w-0 items-center gap-2">
            <ProviderMark provider={tag.provider} />
            <span className="max-w-100 min-w-0 truncate phone:max-w-60">
              <TagText text={nameOf(tag)} />
            </span>
          </span>
        }
        actions={
          <>
            {mayChange && (
              <>
                <Button
                  icon={<Pencil aria-hidden strokeWidth={1.5} className="size-3.5" />}
                  onClick={() => open('rename')}
                >
                  Rename
                </Button>
                <Button
                  icon={<GitMerge aria-hidden strokeWidth={1.5} className="size-3.5" />}
                  onClick={() => open('merge')}
                >
                  Merge
                </Button>
              </>
            )}
            {mayRemove && verbs.includes('remove') && (
              <Button
                look="quiet"
                icon={<Trash2 aria-hidden strokeWidth={1.5} className="size-3.5" />}
                onClick={() => open('remove')}
              >
                Remove everywhere
              </Button>
            )}
          </>
        }
      >
        <span className="text-12 text-fg-3">at {label}</span>
      </PageHeader>
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_300px] overflow-auto max-[1000px]:block">
        <div className="flex min-w-0 flex-col gap-4 p-4">
          <div className="flex items-start gap-2">
            <p className="min-w-0 wrap-anywhere">
              {tag.description ? (
                <Verbatim>{tag.description}</Verbatim>
              ) : (
                <span className="text-fg-3">Nobody has said what it means.</span>
              )}
            </p>
            {mayDescribe && (
              <IconButton
                label="Edit description"
                size="small"
                icon={<Pencil aria-hidden strokeWidth={1.5} className="size-3.5" />}
                onClick={() => setOpened('describe')}
              />
            )}
          </div>
          <OverTime tag={tag} />
        </div>
        <aside
          className="border-s border-line max-[1000px]:border-s-0 max-[1000px]:border-t"
          aria-label="About this tag"
        >
          <Aside title="Same word elsewhere" none="No other provider has it.">
            {elsewhere.map((other) => (
              <OtherTag key={other.id} tag={other}>
                {mayChange && <NotTheSame tag={tag} other={other} />}
              </OtherTag>
            ))}
          </Aside>
          <Aside title="Near-copies" none={`Nothing at ${label} is written nearly so.`}>
            {near.map((other) => (
              <OtherTag key={other.id} tag={other}>
                {mayChange && (
                  <>
                    <Button size="small" onClick={() => open('merge', other)}>
                      Merge into it
                    </Button>
                    <NotTheSame tag={tag} other={other} />
                  </>
                )}
              </OtherTag>
            ))}
          </Aside>
          <Aside title="Used by" none="No view names it.">
            {views.map(({ id, name, q }) => (
              <li key={id} className="flex min-h-6 items-center justify-between gap-2">
                <Link
                  href={`/users?${new URLSearchParams({ q })}`}
                  prefetch={false}
                  className="min-w-0 truncate rounded-mark text-accent hover:underline"
                >
                  <Verbatim>{name}</Verbatim>
                </Link>
                <span className="text-12 text-fg-3">view</span>
              </li>
            ))}
          </Aside>
        </aside>
      </div>
      {opened === 'describe' && <DescribeTagDialog tag={tag} onClose={close} />}
      {opened !== null && opened !== 'describe' && (
        <ChangeTagDialog tag={tag} act={opened.act} into={opened.into} onClose={close} />
      )}
    </DisabledUntilHydrated>
  );
}

function OverTime({ tag }: { tag: CatalogueTag }) {
  const [period, setPeriod] = useState<Period>('month');
  const zone = useZone();
  const [today] = useState(() => dayOf(Date.now(), zone));
  const from = period === 'all' ? null : (spansOf(period, null, today)[0]?.from ?? null);
  const activity = useTagActivity(tag.id, from);
  return (
    <>
      <TagFacts tag={activity.tag ?? tag} last={activity.last} isCounting={activity.isCounting} />
      <Segmented label="Period" value={period} onValueChange={setPeriod} options={periodOptions} />
      <TagPicture activity={activity} tag={tag} period={period} today={today} />
      {activity.error && (
        <ErrorState title="The ledger could not be read" onRetry={activity.retry}>
          {activity.error.message}
        </ErrorState>
      )}
    </>
  );
}

function Aside({ title, none, children }: { title: string; none: string; children: ReactNode[] }) {
  return (
    <section className="flex flex-col gap-2 border-b border-line px-4 py-3 last:border-0">
      <h2 className="text-13 font-semibold">{title}</h2>
      {children.length === 0 ? (
        <p className="text-12 text-fg-3">{none}</p>
      ) : (
        <ul aria-label={title} className="flex flex-col gap-1.5">
          {children}
        </ul>
      )}
    </section>
  );
}

/** Remembered for ever, and taken back by the notice's button. */
function NotTheSame({ tag, other }: { tag: CatalogueTag; other: CatalogueTag }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const decide = async (verdict: 'not-same' | 'open') => {
    setBusy(true);
    const result = await decideTagPair({ tagId: tag.id, otherId: other.id, verdict }).catch(() => null);
    setBusy(false);
    router.refresh();
    if (!result?.ok) {
      const text = result?.error.message ?? 'Tagdesk did not answer. Look at the tag again.';
      return showToast({ tone: 'danger', text });
    }
    if (verdict === 'not-same')
      showToast({
        tone: 'ok',
        text: `${nameOf(tag)} and ${nameOf(other)} are not the same.`,
        action: { label: 'Undo', run: () => void decide('open') },
      });
  };
  return (
    <Button size="small" look="quiet" busy={busy} onClick={() => void decide('not-same')}>
      Not the same
    </Button>
  );
}

function OtherTag({ tag, children }: { tag: CatalogueTag; children?: ReactNode }) {
  return (
    <li className="flex min-h-6 flex-wrap items-center gap-2">
      <ProviderMark provider={tag.provider} size="small" />
      <span className="sr-only">{capabilitiesOf(tag.provider).label}</span>
      <Link
        href={`/tags/${tag.id}`}
        prefetch={false}
        className="min-w-0 truncate rounded-mark text-accent hover:underline"
      >
        <TagText text={nameOf(tag)} />
      </Link>
      <span className="ms-auto text-12 text-fg-2 tabular-nums" data-tip={countOf(tag.count, 'user')}>
        {formatCount(tag.count)}
        <span className="sr-only"> {tag.count === 1 ? 'user' : 'users'}</span>
      </span>
      {children}
    </li>
  );
}
