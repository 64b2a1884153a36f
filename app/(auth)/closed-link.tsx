import Link from 'next/link';
import { Message } from '#components/auth/message.tsx';
import { OtherWay } from '#components/auth/other-way.tsx';
import { buttonClass } from '#components/ui/button.tsx';

interface ClosedLinkProps {
  title: string;
  why: string;
  /** Whether another one can be had by mail. */
  byMail?: boolean;
}

/** Behind a link that does not work any more: why, and what to do. */
export function ClosedLink({ title, why, byMail = false }: ClosedLinkProps) {
  return (
    <Message title={title}>
      <p className="text-fg-2">{why}</p>
      <Link href="/sign-in" className={buttonClass({ size: 'large' })}>
        Back to sign in
      </Link>
      {byMail && <OtherWay href="/forgotten">Send a new link</OtherWay>}
    </Message>
  );
}
