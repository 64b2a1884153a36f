import Link from 'next/link';
import { Message } from '#components/auth/message.tsx';
import { SignOutForm } from '#components/auth/sign-out-form.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';

interface SignedInAsProps {
  title: string;
  /** Who is signed in in this browser. */
  name: string;
  email: string;
  /** What the link would do to that. */
  what: string;
  /** This page, to come back to without a session. */
  path: string;
}

/** Behind a link for somebody else than who is signed in: nothing is swapped unless the person says so. */
export function SignedInAs({ title, name, email, what, path }: SignedInAsProps) {
  return (
    <Message title={title}>
      <p className="wrap-anywhere text-fg-2">
        You are signed in as {name} ({email}). {what}
      </p>
      <SignOutForm next={path}>
        <Button type="submit" look="primary" size="large">
          Sign out and go on
        </Button>
      </SignOutForm>
      <Link href="/users" className={buttonClass({ size: 'large' })}>
        Stay signed in
      </Link>
    </Message>
  );
}
