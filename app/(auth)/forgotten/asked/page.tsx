import { redirect } from 'next/navigation';
import { Message } from '#components/auth/message.tsx';
import { OtherWay } from '#components/auth/other-way.tsx';
import { processSettings } from '#lib/platform/runtime.ts';

/** The same for members and strangers. */
export default function AskedPage() {
  if (processSettings().mail === null) redirect('/sign-in');
  return (
    <Message title="Check your email">
      <p className="text-fg-2">
        If a member signs in with this e-mail and a password, a link is on its way. It works once, for an
        hour.
      </p>
      <p className="text-fg-2">
        Nothing there after a few minutes? Check your spam folder, or ask an admin for a link.
      </p>
      <OtherWay href="/sign-in">Back to sign in</OtherWay>
    </Message>
  );
}
