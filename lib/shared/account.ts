/** The inputs of what members do to their own account, and what the account page shows. Browser-safe. */
import * as z from 'zod/mini';
import { memberNameRule, passwordRule } from '#lib/shared/members.ts';

export const changeNameInput = z.object({ name: memberNameRule });

const currentPassword = z
  .string()
  .check(z.minLength(1, 'Your current password is needed.'), z.maxLength(1000));

export const changePasswordInput = z.object({ current: currentPassword, password: passwordRule }).check(
  z.refine(({ current, password }) => current !== password, {
    message: 'This is the password that you have. Choose another one.',
    path: ['password'],
  }),
);

export const endSessionInput = z.object({ sessionId: z.string().check(z.minLength(1), z.maxLength(100)) });

/** `password` may stay empty for members who have none. */
export const passwordInput = z.object({ password: z.string().check(z.maxLength(1000)) });

export const confirmTwoStepInput = z.object({
  code: z.string().check(
    z.overwrite((code) => code.replace(/\s/g, '')),
    z.regex(/^\d{6}$/, 'The code has six figures.'),
  ),
});

/** A browser that is signed in. Times are ISO 8601; `lastUsedAt` to within a few minutes. */
export type OwnSession = {
  id: string;
  device: string;
  address: string;
  current: boolean;
  createdAt: string;
  lastUsedAt: string;
};

export type OwnAccount = {
  name: string;
  email: string;
  role: string;
  /** False for who comes by single sign-on alone. */
  hasPassword: boolean;
  twoStep: boolean;
  /** The member's role needs one: it has to be set up, and cannot be switched off. */
  twoStepDemanded: boolean;
  /** How many recovery codes are left. */
  recoveryCodes: number;
  sessions: OwnSession[];
};

/**
 * What an authenticator app needs. `squares`: the QR code as the path of an SVG of `size` by `size`, quiet zone
 * included. Shown once, with the recovery codes.
 */
export type NewTwoStep = { secret: string; squares: string; size: number; recoveryCodes: string[] };
