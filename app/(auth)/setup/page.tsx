import { redirect } from 'next/navigation';
import { needsSetUp } from '#lib/auth/set-up.ts';
import { SetUpForm } from './set-up-form.tsx';

export default async function SetUpPage() {
  if (!(await needsSetUp())) redirect('/sign-in');
  return <SetUpForm />;
}
