import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';

interface OtherWayProps {
  href: Route;
  children: ReactNode;
}

export function OtherWay({ href, children }: OtherWayProps) {
  return (
    <Link
      href={href}
      className="flex min-h-6 items-center self-center rounded-mark text-12 font-medium text-fg-2 hover:text-fg"
    >
      {children}
    </Link>
  );
}
