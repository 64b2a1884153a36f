/** The inputs of the member verbs and of the set-up form. Browser-safe. */
import { z } from 'zod';
import { roles } from '#lib/auth/permissions.ts';

export const memberNameRule = z
  .string()
  .trim()
  .min(1, 'A name is needed.')
  .max(100, 'A name has at most 100 characters.');

export const memberEmailRule = z
  .email('This is not an e-mail address.')
  .max(254, 'An e-mail address has at most 254 characters.')
  .transform((email) => email.toLowerCase());

export const passwordRule = z
  .string()
  .min(8, 'A password has at least 8 characters.')
  .max(128, 'A password has at most 128 characters.');

export const newMemberInput = z.object({
  name: memberNameRule,
  email: memberEmailRule,
  password: passwordRule,
  role: z.enum(roles),
});
export type NewMember = z.output<typeof newMemberInput>;

/** The form of /setup. */
export const setUpInput = z.object({
  code: z.string().trim().min(1, 'Enter the code that Tagdesk printed when it started.').max(40),
  name: memberNameRule,
  email: memberEmailRule,
  password: passwordRule,
});
export type SetUpInput = z.output<typeof setUpInput>;

/** One line of the Members page. Times are ISO 8601; `signedInAt` null: not in the last seven days. */
export type ListedMember = {
  id: string;
  name: string;
  email: string;
  role: string;
  disabled: boolean;
  createdAt: string;
  signedInAt: string | null;
};

/** What is left out stays. A new password ends the member's sessions; so does `disabled`. */
export const changeMemberInput = z.object({
  memberId: z.string().min(1).max(100),
  role: z.enum(roles).optional(),
  disabled: z.boolean().optional(),
  password: passwordRule.optional(),
});
export type ChangeMemberInput = z.infer<typeof changeMemberInput>;
