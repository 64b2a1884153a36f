import type { ReactNode } from 'react';
import { Card, CardBody, CardHead } from '#components/ui/card.tsx';

/** A kind of parts, on a card of its own. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card aria-label={title} className="mb-4 break-inside-avoid">
      <CardHead>
        <h2 className="font-semibold">{title}</h2>
      </CardHead>
      <CardBody>{children}</CardBody>
    </Card>
  );
}

/** States of one part, side by side. */
export function States({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2">{children}</div>;
}
