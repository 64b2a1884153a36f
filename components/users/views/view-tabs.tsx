'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown, Users } from 'lucide-react';
import { Fragment, type MouseEvent, type Ref, useRef } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { formatCount } from '#components/ui/count.ts';
import { useHydrated } from '#components/ui/disabled-until-hydrated.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { addressOf, everybody, maxViewTabs, type ViewState } from '#lib/shared/view-state.ts';
import { countQuery } from '../user-list.ts';
import type { Views } from './use-views.ts';
import { ViewMenu } from './view-menu.tsx';

/**
 * A tab per view as far as the bar is wide enough, by CSS alone, so that hydration moves nothing. The menu
 * has all.
 */
const room = ['@max-lg:hidden', '@max-2xl:hidden', '@max-3xl:hidden', '@max-4xl:hidden', '@max-6xl:hidden'];

/** Tabs are links, with exact counts. */
export function ViewTabs({ views, mayShare }: { views: Views; mayShare: boolean }) {
  const { all, current, isEverybody, open } = views;
  const everybodyTab = useRef<HTMLAnchorElement>(null);
  function leaveForEverybody() {
    open(null);
    everybodyTab.current?.focus();
  }
  const inBar = all.filter((view, place) => place < maxViewTabs || view === current);
  return (
    <nav
      aria-label="Views"
      className="@container flex min-w-0 flex-1 items-center self-stretch phone:order-last phone:basis-full low:phone:order-none low:phone:basis-0"
    >
      <Tab
        ref={everybodyTab}
        state={everybody}
        name="All"
        isCurrent={isEverybody}
        onOpen={() => open(null)}
      />
      {inBar.map((view, place) => (
        <Fragment key={view.id}>
          <Tab
            state={view}
            name={view.name}
            shared={view.shared}
            isCurrent={view === current}
            onOpen={() => open(view)}
            className={view === current ? undefined : room[place]}
          />
          {view === current && (
            <ViewMenu views={views} view={view} mayShare={mayShare} onGone={leaveForEverybody} />
          )}
        </Fragment>
      ))}
      <Menu
        label="All views"
        className="max-h-[70vh] max-w-80"
        trigger={(props) => (
          <IconButton
            {...props}
            label="All views"
            icon={<ChevronDown aria-hidden strokeWidth={1.5} className="size-4" />}
          />
        )}
      >
        <MenuItem checked={isEverybody} note={<ViewCount q="" />} onSelect={() => open(null)}>
          All
        </MenuItem>
        {all.map((view) => (
          <MenuItem
            key={view.id}
            checked={view === current}
            note={
              <>
                {view.shared && <SharedMark />}
                <ViewCount q={view.q} />
              </>
            }
            onSelect={() => open(view)}
          >
            <Verbatim>{view.name}</Verbatim>
            {!view.own && <span className="text-fg-3"> · {view.maker}</span>}
          </MenuItem>
        ))}
      </Menu>
    </nav>
  );
}

interface TabProps {
  ref?: Ref<HTMLAnchorElement>;
  state: ViewState;
  name: string;
  shared?: boolean;
  isCurrent: boolean;
  onOpen: () => void;
  className?: string | undefined;
}

function Tab({ ref, state, name, shared = false, isCurrent, onOpen, className }: TabProps) {
  const onClick = (event: MouseEvent) => {
    // New tabs and windows are left to the browser.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <a
      ref={ref}
      href={addressOf(state)}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={onClick}
      className={classNames(
        'flex min-h-10 max-w-48 min-w-0 items-center gap-1.5 self-stretch border-b-2 px-2 text-13',
        isCurrent
          ? 'border-accent-solid font-medium text-fg'
          : 'shrink-0 border-transparent text-fg-2 hover:text-fg',
        className,
      )}
    >
      <Verbatim className="truncate">{name}</Verbatim>
      {shared && <SharedMark />}
      <span className="text-11 text-fg-3 tabular-nums">
        <ViewCount q={state.q} />
      </span>
    </a>
  );
}

function SharedMark() {
  return (
    <Users
      role="img"
      aria-label="shared with the team"
      data-tip="Shared with the team"
      strokeWidth={1.5}
      className="size-3.5 shrink-0 text-fg-3"
    />
  );
}

const freshMs = 60_000;

/** Exact; nothing until known. At most once a minute by itself. */
function ViewCount({ q }: { q: string }) {
  const isHydrated = useHydrated();
  const { data } = useQuery({ ...countQuery(q.trim(), isHydrated), staleTime: freshMs });
  return data && formatCount(data.count);
}
