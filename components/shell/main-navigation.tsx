'use client';

import {
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

/** A side column; on phones a bar at the bottom. */
export function MainNavigation({ items }: { items: readonly NavigationItem[] }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className="phone:flex-1 low:phone:flex-none">
      <ul className="flex flex-col gap-px phone:flex-row low:phone:flex-col low:phone:gap-0">
        {items.map((item) => (
          <NavigationLink key={item.href} item={item} current={isWithin(pathname, item.href)} />
        ))}
      </ul>
    </nav>
  );
}

function NavigationLink({ item, current }: { item: NavigationItem; current: boolean }) {
  const Icon = icons[item.place];
  const badgeId = `navigation-${item.place}-badge`;
  return (
    // On a phone the bar has no room for all: the start page leads there.
    <li
      className={classNames(
        'relative min-w-0 phone:flex-1',
        ['drift', 'identities'].includes(item.place) && 'phone:hidden',
      )}
    >
      <Link
        href={item.href}
        aria-current={current ? 'page' : undefined}
        aria-describedby={item.badge ? badgeId : undefined}
        className={classNames(
          'flex h-7 items-center gap-2 rounded-control px-2 font-medium',
          'phone:h-12 phone:flex-col phone:justify-center phone:gap-0.5 phone:px-0 phone:text-[10px] phone:tracking-tight low:phone:h-10.5 low:phone:gap-0',
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
            // Words do not fit there, a number does.
            item.badge.mark ? 'phone:inset-y-auto phone:start-[calc(50%+9px)] phone:top-1' : 'phone:hidden',
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

function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
