/** Browser-safe. */
import * as z from 'zod/mini';
import '#lib/shared/input-messages.ts';
import { hasVisibleSign } from '#lib/providers/text-signs.ts';
import { roles } from '#lib/shared/permissions.ts';

export const memberNameRule = z
  .string()
  .check(
    z.trim(),
    z.refine(hasVisibleSign, 'A name is needed.'),
    z.maxLength(100, 'A name has at most 100 characters.'),
  );

export const memberEmailRule = z
  .email('This is not an e-mail address.')
  .check(z.maxLength(254, 'An e-mail address has at most 254 characters.'), z.toLowerCase());

/** Length only: strength is checked on the server, whose word lists are large. */
export const passwordRule = z
  .string()
  .check(
    z.minLength(8, 'A password has at least 8 characters.'),
    z.maxLength(128, 'A password has at most 128 characters.'),
  );

export const newMemberInput = z.object({
  name: memberNameRule,
  email: memberEmailRule,
  password: passwordRule,
  role: z.enum(roles),
});

export const setUpInput = z.object({
  code: z
    .string()
    .check(z.trim(), z.minLength(1, 'Enter the code that Tagdesk printed when it started.'), z.maxLength(40)),
  name: memberNameRule,
  email: memberEmailRule,
  password: passwordRule,
});
export type SetUpInput = z.output<typeof setUpInput>;

/** Empty becomes null. */
const optional = <Rule extends z.ZodMiniType<string, string>>(rule: Rule) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text) => (text.trim() === '' ? null : text)),
    ),
    z.nullable(rule),
  );

export const inviteInput = z.object({
  role: z.enum(roles),
  name: optional(memberNameRule),
  email: optional(memberEmailRule),
});

const linkToken = z.string().check(z.minLength(1), z.maxLength(200));

export const joinInput = z.object({
  token: linkToken,
  name: memberNameRule,
  email: memberEmailRule,
  password: passwordRule,
});
export type JoinInput = z.input<typeof joinInput>;

export const resetPasswordInput = z.object({ token: linkToken, password: passwordRule });
export type ResetPasswordInput = z.input<typeof resetPasswordInput>;

export const askForResetInput = z.object({ email: memberEmailRule });

/** `path`: of a `NewLink`. */
export const sendLinkInput = z.object({
  path: z.string().check(z.regex(/^\/(join|reset)\/[\w-]{1,200}$/, 'This is no link of Tagdesk.')),
});

const memberId = z.string().check(z.minLength(1), z.maxLength(100));
export const memberInput = z.object({ memberId });
export const linkInput = z.object({ linkId: z.string().check(z.minLength(1), z.maxLength(100)) });

/** What is left out stays. `disabled` ends sessions. */
export const changeMemberInput = z.object({
  memberId,
  role: z.optional(z.enum(roles)),
  disabled: z.optional(z.boolean()),
});
export type ChangeMemberInput = z.infer<typeof changeMemberInput>;

/** Times are ISO 8601; `signedInAt` null: not in the last seven days. */
export type ListedMember = {
  id: string;
  name: string;
  email: string;
  role: string;
  disabled: boolean;
  twoStep: boolean;
  sessions: number;
  createdAt: string;
  signedInAt: string | null;
};

/** A reset has the member's name and e-mail, an invite the admin's input. */
export type OpenLink = {
  id: string;
  kind: 'invite' | 'reset';
  role: string | null;
  email: string | null;
  name: string | null;
  createdBy: string;
  createdAt: string;
  expiresAt: string;
};

/**
 * Shown once; only its hash is kept. `path`: on this installation. `mailTo` null: no mail server, or no
 * e-mail.
 */
export type NewLink = { path: string; expiresAt: string; mailTo: string | null };
