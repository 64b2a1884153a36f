/** Browser-safe. */
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

/** Times are ISO 8601; `lastUsedAt` within a few minutes. */
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
  /** False for members of single sign-on only. */
  hasPassword: boolean;
  twoStep: boolean;
  /** The member's role requires it: it cannot be turned off. */
  twoStepDemanded: boolean;
  recoveryCodes: number;
  sessions: OwnSession[];
};

/** `squares`: the QR code as an SVG path of `size` by `size`, with its quiet zone. Shown once. */
export type NewTwoStep = { secret: string; squares: string; size: number; recoveryCodes: string[] };
