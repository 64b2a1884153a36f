'use server';
/** The only actions that need no session: signing in and out, joining by a link, and setting up the first admin. */

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { joinByLink, resetByLink } from '#lib/auth/link-forms.ts';
import { localPath } from '#lib/auth/local-path.ts';
import { takeSecondStep } from '#lib/auth/second-step.ts';
import { setUpFirstAdmin } from '#lib/auth/set-up.ts';
import { signIn, signOut } from '#lib/auth/sign-in.ts';

/** What the form shows after a refusal. Passwords never come back. */
export type SignInState = { message: string | null; email: string };
export type SecondStepState = { message: string | null };
export type JoinState = {
  message: string | null;
  fields: Record<string, string>;
  values: { name: string; email: string };
};
export type ResetState = { message: string | null; fields: Record<string, string> };
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
  const next = localPath(textOf(form, 'next'));
  redirect(result.value.secondStep ? `/sign-in/code?next=${encodeURIComponent(next)}` : next);
}

/** The second step: a code of the authenticator app, or a recovery code. */
export async function secondStepAction(_: SecondStepState, form: FormData): Promise<SecondStepState> {
  const result = await takeSecondStep(await headers(), textOf(form, 'code'));
  if (!result.ok) return { message: result.error.message };
  redirect(localPath(textOf(form, 'next')));
}

export async function signOutAction(): Promise<void> {
  await signOut(await headers());
  redirect('/sign-in');
}

/** Makes the invited person a member and signs them in. */
export async function joinAction(_: JoinState, form: FormData): Promise<JoinState> {
  const values = { name: textOf(form, 'name'), email: textOf(form, 'email') };
  const password = textOf(form, 'password');
  const result = await joinByLink(await headers(), { token: textOf(form, 'token'), ...values, password });
  if (!result.ok) return { message: result.error.message, fields: result.error.fields, values };
  redirect(await pathAfter(result.value.email, password));
}

/** Sets a new password by a link and signs in with it. */
export async function resetPasswordAction(_: ResetState, form: FormData): Promise<ResetState> {
  const password = textOf(form, 'password');
  const result = await resetByLink(await headers(), { token: textOf(form, 'token'), password });
  if (!result.ok) return { message: result.error.message, fields: result.error.fields };
  redirect(await pathAfter(result.value.email, password));
}

async function pathAfter(email: string, password: string) {
  const signedIn = await signIn(await headers(), { email, password });
  if (!signedIn.ok) return '/sign-in';
  return signedIn.value.secondStep ? '/sign-in/code' : '/users';
}

/** Makes the first admin and signs them in. */
export async function setUpAction(_: SetUpState, form: FormData): Promise<SetUpState> {
  const values = { code: textOf(form, 'code'), name: textOf(form, 'name'), email: textOf(form, 'email') };
  const password = textOf(form, 'password');
  const result = await setUpFirstAdmin(await headers(), { ...values, password });
  if (!result.ok) return { message: result.error.message, fields: result.error.fields, values };
  redirect(await pathAfter(values.email, password));
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
