import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { processSettings } from '#lib/platform/runtime.ts';
import { findSession } from '#lib/web/session.ts';
import { readLink } from '#lib/web/sign-in/link-forms.ts';
import { ClosedLink } from '../../closed-link.tsx';
import { SignedInAs } from '../../signed-in-as.tsx';
import { ResetForm } from './reset-form.tsx';

// The URL holds the token: linked pages must not learn it.
export const metadata: Metadata = { referrer: 'no-referrer' };

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { link, closed } = await readLink('reset', token);
  if (!link) {
    const byMail = processSettings().mail !== null;
    return <ClosedLink title="This link does not work" why={closed} byMail={byMail} />;
  }
  const session = await findSession(await headers());
  if (session && session.actor.memberId !== link.memberId) {
    return (
      <SignedInAs
        title="You are signed in as somebody else"
        name={session.actor.name}
        email={session.email}
        what="This link sets the password of another member, who would be signed in here instead of you."
        path={`/reset/${token}`}
      />
    );
  }
  return <ResetForm token={token} />;
}
