import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { processSettings } from '#lib/platform/runtime.ts';
import { demoAdmin } from '#lib/shared/demo-admin.ts';
import { localPath } from '#lib/shared/local-path.ts';
import { findSessionActor } from '#lib/web/session.ts';
import { refusalMessage } from '#lib/web/sign-in/oidc/refusals.ts';
import { needsSetUp } from '#lib/web/sign-in/set-up-first-admin.ts';
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
  const { oidc, mail, sandbox, admin } = processSettings();
  return (
    <SignInForm
      next={next}
      refusal={refusalMessage(typeof refused === 'string' ? refused : undefined)}
      otherWay={oidc?.name ?? null}
      sendsMail={mail !== null}
      isDemo={sandbox && admin?.email === demoAdmin.email && admin.password === demoAdmin.password}
    />
  );
}
