import Link from 'next/link';
import type { ReactNode } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { Brand } from './brand.tsx';
import { FocusHeading } from './focus-heading.tsx';

export interface ShellProps {
  navigation: ReactNode;
  account?: ReactNode;
  aside?: ReactNode;
  banner?: ReactNode;
  /** Beside the page. */
  beside?: ReactNode;
  /** The installation's. */
  zone: string;
  children: ReactNode;
}

/**
 * 168 px of navigation and one card that scrolls. Under 720 px the page scrolls and the navigation is a bar
 * at the bottom; where the window is low as well, a narrow column again.
 */
export function Shell({ navigation, account, aside, banner, beside, zone, children }: ShellProps) {
  return (
    <div
      data-zone={zone}
      className={classNames(
        'relative flex h-dvh flex-col phone:h-auto phone:min-h-dvh',
        'low:phone:[--navigation-width:56px]',
        banner !== undefined && 'low:phone:[--banner-room:24px]',
      )}
    >
      <FocusHeading />
      {banner}
      <div className="grid min-h-0 flex-1 grid-cols-[var(--navigation-width)_minmax(0,1fr)_auto] phone:block phone:pb-[calc(57px+env(safe-area-inset-bottom))] low:phone:grid low:phone:pb-0">
        <header className="flex min-h-0 flex-col px-2 pt-2.5 pb-2 phone:fixed phone:inset-x-0 phone:bottom-0 phone:z-30 phone:flex-row phone:items-center phone:border-t phone:border-line phone:bg-raised phone:px-1 phone:pt-1 phone:pb-[max(4px,env(safe-area-inset-bottom))] low:phone:sticky low:phone:top-0 low:phone:h-dvh low:phone:flex-col low:phone:items-stretch low:phone:overflow-y-auto low:phone:border-e low:phone:border-t-0">
          <a
            href="#work"
            className="fixed start-2 top-2 z-50 -translate-y-20 rounded-control bg-raised px-3 py-1.5 font-medium text-accent shadow-float focus:translate-y-0"
          >
            Skip to the content
          </a>
          <div className="mb-2.5 flex h-7 items-center px-2 phone:hidden">
            <Link href="/" aria-label="Tagdesk, home" className="rounded-mark">
              <Brand />
            </Link>
          </div>
          {navigation}
          {aside !== undefined && <div className="mt-4.5 min-h-0 overflow-hidden phone:hidden">{aside}</div>}
          {account !== undefined && <div className="mt-auto phone:mt-0 low:phone:mt-auto">{account}</div>}
        </header>
        <main
          id="work"
          tabIndex={-1}
          className="my-2 me-2 flex min-h-0 min-w-0 flex-col overflow-hidden rounded-card border border-line bg-surface outline-none phone:m-0 phone:min-h-[calc(100dvh-57px)] low:phone:min-h-dvh phone:overflow-visible phone:rounded-none phone:border-0"
        >
          {children}
        </main>
        {beside}
      </div>
    </div>
  );
}
