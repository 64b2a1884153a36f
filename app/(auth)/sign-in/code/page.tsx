import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { findChallenge } from '#lib/auth/second-step.ts';
import { SecondStepForm } from './second-step-form.tsx';

export default async function SecondStepPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const member = await findChallenge(await headers());
  if (!member) redirect('/sign-in');
  const { next } = await searchParams;
  return <SecondStepForm email={member.email} next={typeof next === 'string' ? next : ''} />;
}
