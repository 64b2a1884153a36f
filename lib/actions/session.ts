'use server';
/** Signing in and out, and setting up the first admin: the only actions that need no session. */

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { localPath } from '#lib/auth/local-path.ts';
import { setUpFirstAdmin } from '#lib/auth/set-up.ts';
import { signIn, signOut } from '#lib/auth/sign-in.ts';

/** What the form shows after a refusal. Passwords never come back. */
export type SignInState = { message: string | null; email: string };
export type SetUpState = {
  message: string | null;
  fields: Record<string, string>;
  values: { code: string; name: string; email: string };
};

/** Goes on to the page asked for (field `next`, paths of this installation only), else to the users. */
export async function signInAction(_: SignInState, form: FormData): Promise<SignInState> {
  const email = textOf(form, 'email');
  const result = await signIn(await headers(), {
    email,
    password: textOf(form, 'password'),
  });
  if (!result.ok) return { message: result.error.message, email };
  redirect(localPath(textOf(form, 'next')));
}

export async function signOutAction(): Promise<void> {
  await signOut(await headers());
  redirect('/sign-in');
}

/** Makes the first admin and signs them in. */
export async function setUpAction(_: SetUpState, form: FormData): Promise<SetUpState> {
  const values = { code: textOf(form, 'code'), name: textOf(form, 'name'), email: textOf(form, 'email') };
  const password = textOf(form, 'password');
  const result = await setUpFirstAdmin(await headers(), { ...values, password });
  if (!result.ok) return { message: result.error.message, fields: result.error.fields, values };
  const signedIn = await signIn(await headers(), { email: values.email, password });
  redirect(signedIn.ok ? '/users' : '/sign-in');
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
