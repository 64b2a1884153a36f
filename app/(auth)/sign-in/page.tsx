import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { localPath } from '#lib/auth/local-path.ts';
import { refusalMessage } from '#lib/auth/oidc/refusals.ts';
import { findSessionActor } from '#lib/auth/session.ts';
import { needsSetUp } from '#lib/auth/set-up.ts';
import { processSettings } from '#lib/runtime.ts';
import { SignInForm } from './sign-in-form.tsx';

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { next: asked, refused } = await searchParams;
  const next = typeof asked === 'string' ? asked : '';
  if (await findSessionActor(await headers())) redirect(localPath(next));
  if (await needsSetUp()) redirect('/setup');
  const { oidc, mail } = processSettings();
  return (
    <SignInForm
      next={next}
      refusal={refusalMessage(typeof refused === 'string' ? refused : undefined)}
      otherWay={oidc?.name ?? null}
      sendsMail={mail !== null}
    />
  );
}
