import { type ReactNode, useId } from 'react';
import { PageTitle } from '#components/shell/page-title.tsx';
import { Card } from '#components/ui/card.tsx';

export function Message({ title, children }: { title: string; children: ReactNode }) {
  const titleId = useId();
  return (
    <Card aria-labelledby={titleId} className="flex flex-col gap-3 p-4">
      <PageTitle>{title}</PageTitle>
      <h1 id={titleId} className="text-16 font-semibold tracking-lead">
        {title}
      </h1>
      {children}
    </Card>
  );
}
