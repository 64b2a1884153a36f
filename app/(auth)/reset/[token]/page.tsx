import type { Metadata } from 'next';
import { readLink } from '#lib/auth/link-forms.ts';
import { ClosedLink } from '../../closed-link.tsx';
import { ResetForm } from './reset-form.tsx';

// The address is the key: nothing that this page links to may learn it.
export const metadata: Metadata = { title: 'New password', referrer: 'no-referrer' };

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { link, closed } = await readLink('reset', token);
  if (!link) return <ClosedLink title="This link does not work" why={closed} />;
  return <ResetForm token={token} />;
}
