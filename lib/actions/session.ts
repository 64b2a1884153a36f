'use server';
/** The only actions that need no session: signing in and out, links, a forgotten password, and setting up the first admin. */

import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { log } from '#lib/platform/log/log.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import { appAddress } from '#lib/platform/settings/read-settings.ts';
import { localPath } from '#lib/shared/local-path.ts';
import type { Failure, Result } from '#lib/shared/result.ts';
import { toActionFailure } from '#lib/web/http/error-response.ts';
import { askForReset } from '#lib/web/sign-in/forgotten-password.ts';
import { deviceCookie } from '#lib/web/sign-in/known-device.ts';
import { joinByLink, resetByLink } from '#lib/web/sign-in/link-forms.ts';
import { takeSecondStep } from '#lib/web/sign-in/second-step.ts';
import { setUpFirstAdmin } from '#lib/web/sign-in/set-up-first-admin.ts';
import { signIn, signOut } from '#lib/web/sign-in/sign-in.ts';
import { finishLater } from './finish-later.ts';

/** What a form shows: why it was refused, at which fields, and what was typed. Passwords never come back. */
export type FormState = {
  message: string | null;
  fields: Record<string, string>;
  values: Record<string, string>;
};

/** Goes on to the page asked for (field `next`, paths of this installation only), else to the users. */
export async function signInAction(_: FormState, form: FormData): Promise<FormState> {
  const email = textOf(form, 'email');
  const password = textOf(form, 'password');
  const result = await refuseFailure(async () => signIn(await headers(), { email, password }));
  if (!result.ok) return refused(result.error, { email });
  if (!result.value.secondStep) await markDevice(email);
  const next = localPath(textOf(form, 'next'));
  redirect(result.value.secondStep ? `/sign-in/code?next=${encodeURIComponent(next)}` : next);
}

/** The second step: a code of the authenticator app, or a recovery code. */
export async function secondStepAction(_: FormState, form: FormData): Promise<FormState> {
  const result = await refuseFailure(async () => takeSecondStep(await headers(), textOf(form, 'code')));
  if (!result.ok) return refused(result.error);
  await markDevice(result.value.email);
  redirect(localPath(textOf(form, 'next')));
}

/** Ends the session here. Then to the sign-in, or to the field `next` of a form (paths of this installation only). */
export async function signOutAction(form?: FormData): Promise<void> {
  await signOut(await headers());
  const next = form instanceof FormData ? textOf(form, 'next') : '';
  redirect(next === '' ? '/sign-in' : localPath(next));
}

/** Makes the invited person a member and signs them in. */
export async function joinAction(_: FormState, form: FormData): Promise<FormState> {
  const values = { name: textOf(form, 'name'), email: textOf(form, 'email') };
  const password = textOf(form, 'password');
  const token = textOf(form, 'token');
  const result = await refuseFailure(async () => joinByLink(await headers(), { token, ...values, password }));
  if (!result.ok) return refused(result.error, values);
  redirect(await pathAfter(result.value.email, password));
}

/** Sets a new password by a link and signs in with it. */
export async function resetPasswordAction(_: FormState, form: FormData): Promise<FormState> {
  const password = textOf(form, 'password');
  const token = textOf(form, 'token');
  const result = await refuseFailure(async () => resetByLink(await headers(), { token, password }));
  if (!result.ok) return refused(result.error);
  redirect(await pathAfter(result.value.email, password));
}

/** Asks for a link to a new password by mail. The page that follows is the same for members and strangers. */
export async function askForResetAction(_: FormState, form: FormData): Promise<FormState> {
  const email = textOf(form, 'email');
  const result = await refuseFailure(async () => askForReset(await headers(), { email }, finishLater));
  if (!result.ok) return refused(result.error, { email });
  redirect('/forgotten/asked');
}

async function pathAfter(email: string, password: string) {
  const signedIn = await signIn(await headers(), { email, password });
  if (!signedIn.ok) return '/sign-in';
  if (signedIn.value.secondStep) return '/sign-in/code';
  await markDevice(email);
  return '/users';
}

/** From now on strangers who guess at this e-mail do not use up the attempts of this browser. */
async function markDevice(email: string): Promise<void> {
  const settings = processSettings();
  if (!settings.secret) return;
  const secure = appAddress(settings).startsWith('https:');
  const { name, value, ...options } = deviceCookie(await headers(), email, {
    secret: settings.secret,
    secure,
  });
  (await cookies()).set(name, value, options);
}

/** Makes the first admin and signs them in. */
export async function setUpAction(_: FormState, form: FormData): Promise<FormState> {
  const values = { code: textOf(form, 'code'), name: textOf(form, 'name'), email: textOf(form, 'email') };
  const password = textOf(form, 'password');
  const result = await refuseFailure(async () => setUpFirstAdmin(await headers(), { ...values, password }));
  if (!result.ok) return refused(result.error, values);
  redirect(await pathAfter(values.email, password));
}

/** A database that fails is a refusal in the form; whatever else is thrown stays what it is. */
async function refuseFailure<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    const named = toActionFailure(error, true);
    if (!named) throw error;
    log.error('A form was not answered by the database', { error });
    const { code, message, fields } = named;
    return { ok: false, error: { code, message, fields } };
  }
}

function refused({ message, fields }: Failure, values: Record<string, string> = {}): FormState {
  return { message, fields, values };
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
