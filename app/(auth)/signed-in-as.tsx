import Link from 'next/link';
import { Message } from '#components/auth/message.tsx';
import { SignOutForm } from '#components/auth/sign-out-form.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';

interface SignedInAsProps {
  title: string;
  name: string;
  email: string;
  /** What the link would change. */
  what: string;
  /** This page, to return to without a session. */
  path: string;
}

/** A link for somebody else than who is signed in: asks before replacing the session. */
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
