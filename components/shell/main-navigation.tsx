'use client';

import {
  Ellipsis,
  EqualNot,
  History,
  House,
  ListStart,
  type LucideIcon,
  Merge,
  Plug,
  ShieldCheck,
  Tag,
  Users,
} from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { NavigationItem, NavigationPlace } from './navigation-items.ts';

const icons: Record<NavigationPlace, LucideIcon> = {
  home: House,
  users: Users,
  tags: Tag,
  runs: ListStart,
  history: History,
  drift: EqualNot,
  identities: Merge,
  providers: Plug,
  members: ShieldCheck,
};

const badgeTones = { accent: 'text-accent', warn: 'text-warn', quiet: 'text-fg-3' } as const;

/** Behind “More” on a phone, where the bar has no room; in the column below the others. */
const inMore: readonly NavigationPlace[] = ['drift', 'identities', 'providers', 'members'];

/** A side column; on phones a bar at the bottom. */
export function MainNavigation({ items }: { items: readonly NavigationItem[] }) {
  const pathname = usePathname();
  const more = items.filter(({ place }) => inMore.includes(place));
  return (
    <nav aria-label="Main" className="phone:flex-1 low:phone:flex-none">
      <ul className="flex flex-col gap-px phone:flex-row low:phone:flex-col low:phone:gap-0">
        {items
          .filter((item) => !more.includes(item))
          .map((item) => (
            <NavigationLink key={item.href} item={item} current={isWithin(pathname, item.href)} />
          ))}
        {more.length > 0 && <More items={more} pathname={pathname} />}
      </ul>
    </nav>
  );
}

interface MoreProps {
  items: readonly NavigationItem[];
  pathname: string;
}

/** On a phone a button that opens its links above the bar; else the links alone, among the others. */
function More({ items, pathname }: MoreProps) {
  const id = useId();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const place = useRef<HTMLLIElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  // Another page closes it.
  const open = openAt === pathname;
  const badge = badgeOf(items);
  useEffect(() => {
    if (!open) return;
    const leave = (event: Event) => {
      if (event.target instanceof Node && !place.current?.contains(event.target)) setOpenAt(null);
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
    };
  }, [open]);

  function onKeyDown(event: KeyboardEvent) {
    if (!open || event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    setOpenAt(null);
    button.current?.focus();
  }

  return (
    <li
      ref={place}
      onKeyDown={onKeyDown}
      className="contents phone:relative phone:block phone:min-w-0 phone:flex-1 low:phone:contents"
    >
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls={id}
        aria-describedby={badge ? `${id}-badge` : undefined}
        onClick={() => setOpenAt(open ? null : pathname)}
        className={classNames(
          'hidden h-12 w-full flex-col items-center justify-center gap-0.5 rounded-control text-[10px] font-medium tracking-tight phone:flex low:phone:hidden',
          open || items.some(({ href }) => isWithin(pathname, href)) ? 'text-accent' : 'text-fg-2',
        )}
      >
        <Ellipsis aria-hidden strokeWidth={1.5} className="size-4 shrink-0" />
        More
      </button>
      {badge && (
        <span
          id={`${id}-badge`}
          className="pointer-events-none absolute start-[calc(50%+9px)] top-1 hidden text-11 font-medium text-fg-3 tabular-nums phone:block low:phone:hidden"
        >
          <span aria-hidden>{badge.text}</span>
          <span className="sr-only">{badge.said}</span>
        </span>
      )}
      <ul
        id={id}
        aria-label="More"
        className={classNames(
          'contents low:phone:contents',
          open
            ? 'phone:absolute phone:end-0 phone:bottom-[calc(100%+8px)] phone:flex phone:w-56 phone:flex-col phone:rounded-card phone:border phone:border-line phone:bg-raised phone:p-1 phone:shadow-float'
            : 'phone:hidden',
        )}
      >
        {items.map((item) => (
          <NavigationLink
            key={item.href}
            item={item}
            current={isWithin(pathname, item.href)}
            isInMore
            onFollow={() => setOpenAt(null)}
          />
        ))}
      </ul>
    </li>
  );
}

/** What waits behind it together. */
function badgeOf(items: readonly NavigationItem[]): { text: string; said: string } | null {
  const told = items.flatMap(({ label, badge }) => (badge ? { label, badge } : []));
  if (told.length === 0) return null;
  const count = told.reduce((sum, { badge }) => sum + Number(badge.text.replace(',', '')), 0);
  return {
    text: Number.isNaN(count) ? '…' : count.toLocaleString('en'),
    said: told.map(({ label, badge }) => `${label}: ${badge.said ?? badge.text}`).join('; '),
  };
}

interface NavigationLinkProps {
  item: NavigationItem;
  current: boolean;
  isInMore?: boolean;
  onFollow?: () => void;
}

function NavigationLink({ item, current, isInMore = false, onFollow }: NavigationLinkProps) {
  const Icon = icons[item.place];
  const badgeId = `navigation-${item.place}-badge`;
  return (
    <li className={classNames('relative min-w-0', isInMore ? 'phone:flex-none' : 'phone:flex-1')}>
      <Link
        href={item.href}
        onClick={() => onFollow?.()}
        aria-current={current ? 'page' : undefined}
        aria-describedby={item.badge ? badgeId : undefined}
        className={classNames(
          'flex h-7 items-center gap-2 rounded-control px-2 font-medium',
          isInMore
            ? 'phone:h-11 phone:gap-2.5 phone:px-3 low:phone:flex-col low:phone:justify-center low:phone:px-0 low:phone:text-[10px] low:phone:tracking-tight'
            : 'phone:h-12 phone:flex-col phone:justify-center phone:gap-0.5 phone:px-0 phone:text-[10px] phone:tracking-tight',
          'low:phone:h-10.5 low:phone:gap-0',
          current
            ? 'bg-active text-fg phone:bg-transparent phone:text-accent'
            : 'text-fg-2 hover:bg-hover hover:text-fg [&_svg]:text-fg-3',
        )}
      >
        <Icon aria-hidden strokeWidth={1.5} className="size-4 shrink-0" />
        {item.label}
      </Link>
      {item.badge && (
        <span
          id={badgeId}
          className={classNames(
            'pointer-events-none absolute inset-y-0 end-2 flex items-center text-11 font-medium tabular-nums',
            badgePlace(item.badge.mark !== undefined, isInMore),
            badgeTones[item.badge.tone],
          )}
        >
          {item.badge.mark && <ProofMark kind={item.badge.mark} className="me-1 phone:hidden" />}
          <span aria-hidden={item.badge.said !== undefined}>{item.badge.text}</span>
          {item.badge.said !== undefined && <span className="sr-only">{item.badge.said}</span>}
        </span>
      )}
    </li>
  );
}

/** On a phone. Words do not fit in the bar, a number does. */
function badgePlace(isNumber: boolean, isInMore: boolean): string {
  if (isInMore) return 'phone:end-3 low:phone:hidden';
  return isNumber ? 'phone:inset-y-auto phone:start-[calc(50%+9px)] phone:top-1' : 'phone:hidden';
}

function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
