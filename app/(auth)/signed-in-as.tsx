import Link from 'next/link';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { signOutAction } from '#lib/actions/session.ts';

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
    <Card aria-labelledby="signed-in-title" className="flex flex-col gap-3 p-4">
      <h1 id="signed-in-title" className="text-16 font-semibold tracking-lead">
        {title}
      </h1>
      <p className="wrap-anywhere text-fg-2">
        You are signed in as {name} ({email}). {what}
      </p>
      <form action={signOutAction} className="flex flex-col">
        <input type="hidden" name="next" value={path} />
        <Button type="submit" look="primary" size="large">
          Sign out and go on
        </Button>
      </form>
      <Link href="/users" className={buttonClass({ size: 'large' })}>
        Stay signed in
      </Link>
    </Card>
  );
}
