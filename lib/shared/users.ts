/** Shapes of users as pages and routes carry them, and the inputs of the user verbs. Browser-safe. Times are ISO 8601. */
import * as z from 'zod/mini';
import './input-messages.ts';
import { catalog } from '#lib/providers/catalog.ts';
import type { Operation, Profile, TagText } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { hasVisibleSign } from '#lib/providers/text-signs.ts';
import type { SameUser } from '#lib/shared/same-user.ts';
import { emailRule } from '#lib/shared/text/email.ts';
import { maxNameLength } from '#lib/shared/text-limits.ts';

/** `pending`: an open change is about to add or alter it. The rest is what the mirror holds. */
export type Proof = 'confirmed' | 'accepted' | 'imported' | 'unknown' | 'pending';

export type ShownTag = TagText & { proof: Proof; proofAt: string; colour: string | null };

/** One row of the list. Tags of open changes are not merged in: the list shows the mirror. */
export type ListedIdentity = { provider: ProviderId; externalId: string; tags: ShownTag[] };
export type ListedUser = {
  id: number;
  name: string;
  email: string;
  changedAt: string;
  tagCount: number;
  identities: ListedIdentity[];
};

/** A change that is still on its way. `notBefore` lies ahead when the provider asked to wait. */
export type OpenChange = { id: number; operations: Operation[]; notBefore: string; createdAt: string };

export type ShownIdentity = {
  id: number;
  provider: ProviderId;
  externalId: string;
  /** When the provider last showed the complete list; null: never, or it cannot be read. */
  readAt: string | null;
  profile: Profile | null;
  /** The provider says that this is the same user there as that one: nothing can be sent for this one. */
  sameAs: SameUser | null;
  tags: ShownTag[];
  open: OpenChange[];
  /** By the database's clock: `tags` hold every change that was closed before; one closed later may be missing. */
  asOf: string;
};

export type ShownUser = {
  id: number;
  name: string;
  email: string;
  createdAt: string;
  changedAt: string;
  identities: ShownIdentity[];
  providers: Record<ProviderId, ProviderState>;
};

/**
 * What the screens may know of a provider's settings. `canRead`: with these settings. `keys`: the fixed list of keys,
 * where there is one (Cerego's types).
 */
export type ProviderState = { connected: boolean; canRead: boolean; keys: string[] | null };

/** Empty text means "not given" in the forms. */
export const optionalText = <T extends z.ZodMiniType<string, string>>(rule: T) =>
  z._default(
    z.string().check(
      z.trim(),
      z.refine((text) => text === '' || rule.safeParse(text).success, {
        error: (issue) => rule.safeParse(issue.input).error?.issues[0]?.message ?? 'Not valid.',
      }),
    ),
    '',
  );

export const nameRule = z.string().check(
  z.trim(),
  z.maxLength(maxNameLength, `A name has at most ${maxNameLength} characters.`),
  // The database's text cannot hold it.
  z.refine((name) => !name.includes('\0'), 'A name cannot hold a NUL character.'),
  z.refine((name) => name === '' || hasVisibleSign(name), 'The name holds nothing that can be seen.'),
);

/** The form of /users/new: a name, an e-mail or at least one identity. */
export const createUserInput = z
  .object({
    name: z._default(nameRule, ''),
    email: optionalText(emailRule),
    vero: optionalText(catalog.vero.rules.externalId),
    cerego: optionalText(catalog.cerego.rules.externalId),
    capillary: optionalText(catalog.capillary.rules.externalId),
    fragment: optionalText(catalog.fragment.rules.externalId),
  })
  .check(
    z.refine((input) => input.email !== '' || providerIds.some((id) => input[id] !== ''), {
      error: 'Give an e-mail or at least one id, so that the user can be found again.',
      path: ['email'],
    }),
  );

export const userIdRule = z.int().check(z.positive());
export const providerRule = z.enum(providerIds);

export const linkIdentityInput = z
  .object({ userId: userIdRule, provider: providerRule, externalId: z.string() })
  .check(
    z.superRefine((input, context) => {
      const verdict = catalog[input.provider].rules.externalId.safeParse(input.externalId);
      for (const issue of verdict.error?.issues ?? []) {
        context.addIssue({ code: 'custom', message: issue.message, path: ['externalId'] });
      }
    }),
  );

/** `provider` null: every provider that can be read. */
export const refreshUserInput = z.object({ userId: userIdRule, provider: z.nullable(providerRule) });
