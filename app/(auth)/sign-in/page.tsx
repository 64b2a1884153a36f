import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { needsSetUp } from '#lib/auth/needs-set-up.ts';
import { findSessionActor } from '#lib/auth/session.ts';
import { SignInForm } from './sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  if (await findSessionActor(await headers())) redirect('/users');
  if (await needsSetUp()) redirect('/setup');
  const { next } = await searchParams;
  return <SignInForm next={typeof next === 'string' ? next : ''} />;
}
