import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { findSession } from '#lib/web/session.ts';
import { readLink } from '#lib/web/sign-in/link-forms.ts';
import { ClosedLink } from '../../closed-link.tsx';
import { SignedInAs } from '../../signed-in-as.tsx';
import { JoinForm } from './join-form.tsx';

// The URL holds the token: linked pages must not learn it.
export const metadata: Metadata = { referrer: 'no-referrer' };

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { link, closed } = await readLink('invite', token);
  if (!link) return <ClosedLink title="This invitation does not work" why={closed} />;
  const session = await findSession(await headers());
  if (session) {
    return (
      <SignedInAs
        title="You are signed in already"
        name={session.actor.name}
        email={session.email}
        what="This invitation makes another member, who would be signed in here instead of you."
        path={`/join/${token}`}
      />
    );
  }
  const { name, email, role, createdBy } = link;
  return <JoinForm {...{ token, createdBy }} role={role ?? 'viewer'} name={name ?? ''} email={email ?? ''} />;
}
