'use server';
/** Actions without a session. */

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

/** Passwords never come back. */
export type FormState = {
  message: string | null;
  fields: Record<string, string>;
  values: Record<string, string>;
};

/** Redirects to `next` (a path of this installation), by default to the users. */
export async function signInAction(_: FormState, form: FormData): Promise<FormState> {
  const email = textOf(form, 'email');
  const password = textOf(form, 'password');
  const result = await refuseFailure(async () => signIn(await headers(), { email, password }));
  if (!result.ok) return refused(result.error, { email });
  if (!result.value.secondStep) await markDevice(email);
  const next = localPath(textOf(form, 'next'));
  redirect(result.value.secondStep ? `/sign-in/code?next=${encodeURIComponent(next)}` : next);
}

/** A TOTP or recovery code. */
export async function secondStepAction(_: FormState, form: FormData): Promise<FormState> {
  const result = await refuseFailure(async () => takeSecondStep(await headers(), textOf(form, 'code')));
  if (!result.ok) return refused(result.error);
  await markDevice(result.value.email);
  redirect(localPath(textOf(form, 'next')));
}

/** Then to the sign-in, or to `next` (a path of this installation). */
export async function signOutAction(form?: FormData): Promise<void> {
  await signOut(await headers());
  const next = form instanceof FormData ? textOf(form, 'next') : '';
  redirect(next === '' ? '/sign-in' : localPath(next));
}

export async function joinAction(_: FormState, form: FormData): Promise<FormState> {
  const values = { name: textOf(form, 'name'), email: textOf(form, 'email') };
  const password = textOf(form, 'password');
  const token = textOf(form, 'token');
  const result = await refuseFailure(async () => joinByLink(await headers(), { token, ...values, password }));
  if (!result.ok) return refused(result.error, values);
  redirect(await pathAfter(result.value.email, password));
}

export async function resetPasswordAction(_: FormState, form: FormData): Promise<FormState> {
  const password = textOf(form, 'password');
  const token = textOf(form, 'token');
  const result = await refuseFailure(async () => resetByLink(await headers(), { token, password }));
  if (!result.ok) return refused(result.error);
  redirect(await pathAfter(result.value.email, password));
}

/** The next page is the same for members and strangers. */
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
  return '/';
}

/** Guessing strangers then do not use up this browser's attempts. */
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

export async function setUpAction(_: FormState, form: FormData): Promise<FormState> {
  const values = { code: textOf(form, 'code'), name: textOf(form, 'name'), email: textOf(form, 'email') };
  const password = textOf(form, 'password');
  const result = await refuseFailure(async () => setUpFirstAdmin(await headers(), { ...values, password }));
  if (!result.ok) return refused(result.error, values);
  redirect(await pathAfter(values.email, password));
}

/** Database errors become refusals in the form; others are thrown. */
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
