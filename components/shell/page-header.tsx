import { ChevronLeft } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';

export interface PageHeaderProps {
  title: ReactNode;
  back?: { label: string; href: Route } | undefined;
  children?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, back, children, actions }: PageHeaderProps) {
  return (
    <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-2 border-b border-line px-4 phone:min-h-13 phone:py-1.5 low:min-h-10 low:phone:min-h-10 low:phone:py-0 low:phone:ps-[calc(16px+var(--banner-room,0px))]">
      {back && (
        <Link
          href={back.href}
          className="-ms-1 inline-flex min-h-6 items-center gap-1 rounded-mark pe-1 text-[12.5px] font-medium text-fg-2 hover:text-fg"
        >
          <ChevronLeft aria-hidden strokeWidth={1.5} className="size-4" />
          {back.label}
        </Link>
      )}
      <h1 className="text-14 font-semibold whitespace-nowrap tracking-[-0.006em]">{title}</h1>
      {children}
      {actions !== undefined && (
        <div className="ms-auto flex items-center gap-1.5 low:phone:[&_:is(a,button)]:h-8">{actions}</div>
      )}
    </header>
  );
}
