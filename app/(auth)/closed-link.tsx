import Link from 'next/link';
import { buttonClass } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';

/** Behind a link that does not work any more: why, and what to do. */
export function ClosedLink({ title, why }: { title: string; why: string }) {
  return (
    <Card aria-labelledby="closed-link-title" className="flex flex-col items-start gap-3 p-4">
      <h1 id="closed-link-title" className="text-16 font-semibold tracking-lead">
        {title}
      </h1>
      <p className="text-fg-2">{why}</p>
      <Link href="/sign-in" className={buttonClass({ size: 'large' })}>
        To the sign-in
      </Link>
    </Card>
  );
}
