import Link from 'next/link';
import { Message } from '#components/auth/message.tsx';
import { OtherWay } from '#components/auth/other-way.tsx';
import { buttonClass } from '#components/ui/button.tsx';

interface ClosedLinkProps {
  title: string;
  why: string;
  /** Another link can be mailed. */
  byMail?: boolean;
}

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
