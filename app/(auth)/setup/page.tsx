import { redirect } from 'next/navigation';
import { needsSetUp } from '#lib/web/sign-in/set-up-first-admin.ts';
import { SetUpForm } from './set-up-form.tsx';

export default async function SetUpPage() {
  if (!(await needsSetUp())) redirect('/sign-in');
  return <SetUpForm />;
}
