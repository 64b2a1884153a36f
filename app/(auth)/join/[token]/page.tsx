import type { Metadata } from 'next';
import { readLink } from '#lib/auth/link-forms.ts';
import { ClosedLink } from '../../closed-link.tsx';
import { JoinForm } from './join-form.tsx';

// The address is the key: nothing that this page links to may learn it.
export const metadata: Metadata = { title: 'Join', referrer: 'no-referrer' };

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { link, closed } = await readLink('invite', token);
  if (!link) return <ClosedLink title="This invitation does not work" why={closed} />;
  const { name, email, role, createdBy } = link;
  return <JoinForm {...{ token, createdBy }} role={role ?? 'viewer'} name={name ?? ''} email={email ?? ''} />;
}
