import { redirect } from 'next/navigation';
import { processSettings } from '#lib/platform/runtime.ts';
import { ForgottenForm } from './forgotten-form.tsx';

export default function ForgottenPage() {
  if (processSettings().mail === null) redirect('/sign-in');
  return <ForgottenForm />;
}
