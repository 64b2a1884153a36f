import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { signInPath } from '#lib/shared/local-path.ts';
import { findChallenge } from '#lib/web/sign-in/second-step.ts';
import { SecondStepForm } from './second-step-form.tsx';

export default async function SecondStepPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { next: asked } = await searchParams;
  const next = typeof asked === 'string' ? asked : '';
  const member = await findChallenge(await headers());
  if (!member) redirect(signInPath(next));
  return <SecondStepForm email={member.email} next={next} />;
}
