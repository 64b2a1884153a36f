/** Browser-safe. Times are ISO 8601. */
import * as z from 'zod/mini';
import './input-messages.ts';
import { catalog } from '#lib/providers/catalog.ts';
import type { Operation, Profile, TagText } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { hasVisibleSign } from '#lib/providers/text-signs.ts';
import type { Drift } from '#lib/shared/drift.ts';
import type { SameUser } from '#lib/shared/same-user.ts';
import { emailRule } from '#lib/shared/text/email.ts';
import { maxNameLength } from '#lib/shared/text-limits.ts';

/** `pending`: an open change; the rest is the mirror. */
export type Proof = 'confirmed' | 'accepted' | 'imported' | 'unknown' | 'pending';

export type ShownTag = TagText & { proof: Proof; proofAt: string; colour: string | null };

/** The mirror, without open changes. */
export type ListedIdentity = { provider: ProviderId; externalId: string; tags: ShownTag[] };
export type ListedUser = {
  id: number;
  name: string;
  email: string;
  changedAt: string;
  tagCount: number;
  identities: ListedIdentity[];
};

/** `notBefore` in the future: the provider asked to wait. */
export type OpenChange = { id: number; operations: Operation[]; notBefore: string; createdAt: string };

export type ShownIdentity = {
  id: number;
  provider: ProviderId;
  externalId: string;
  /** When the complete list was last read; null: never, or it cannot be. */
  readAt: string | null;
  profile: Profile | null;
  /** The same user there, by the provider's word: nothing can be sent. */
  sameAs: SameUser | null;
  tags: ShownTag[];
  open: OpenChange[];
  /** What the provider said last and differs from the user's; null: the same, or not told. */
  otherName: string | null;
  otherEmail: string | null;
  /** What waits for a decision. */
  drift: Drift[];
  /** The database's clock: changes closed before are in `tags`; later ones may be missing. */
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
  /** The latest merge, move, split or unlink that can be undone; null: none. */
  lastAct: ShownUserAct | null;
};

export type UserActKind = 'merge' | 'move' | 'split' | 'unlink';

/** `title`: of the other user, or the id that was unlinked. */
export type ShownUserAct = {
  id: number;
  kind: UserActKind;
  title: string;
  actor: string;
  at: string;
};

/** `canRead`: with these settings. `keys`: the fixed list (Cerego's types). */
export type ProviderState = { connected: boolean; canRead: boolean; keys: string[] | null };

/** Empty: not given. */
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
  // PostgreSQL's text cannot hold it.
  z.refine((name) => !name.includes('\0'), 'A name cannot hold a NUL character.'),
  z.refine((name) => name === '' || hasVisibleSign(name), 'The name holds nothing that can be seen.'),
);

export const providerRule = z.enum(providerIds);

/** Where a user can be made known by Tagdesk: made of an id, or by their profile. */
export function canMakeKnown(provider: ProviderId): boolean {
  const { canCreate, hasProfile } = catalog[provider];
  return canCreate || hasProfile;
}

/** At least a name, an e-mail or an identity. `createAt`: at these providers the user is made, or identified. */
export const createUserInput = z
  .object({
    name: z._default(nameRule, ''),
    email: optionalText(emailRule),
    vero: optionalText(catalog.vero.rules.externalId),
    cerego: optionalText(catalog.cerego.rules.externalId),
    capillary: optionalText(catalog.capillary.rules.externalId),
    fragment: optionalText(catalog.fragment.rules.externalId),
    createAt: z._default(z.array(providerRule), []),
  })
  .check(
    z.refine((input) => input.email !== '' || providerIds.some((id) => input[id] !== ''), {
      error: 'Give an e-mail or at least one id, so that the user can be found again.',
      path: ['email'],
    }),
    z.superRefine((input, context) => {
      for (const provider of input.createAt) {
        const { label, nouns } = catalog[provider];
        const message = canMakeKnown(provider)
          ? `Give the ${nouns.externalId} that ${label} shall know this user by.`
          : `${label} has no call that makes a user.`;
        if (!canMakeKnown(provider) || input[provider] === '')
          context.addIssue({ code: 'custom', message, path: [provider] });
      }
    }),
  );

export const userIdRule = z.int().check(z.positive());

/** `1,2,3`, as in a URL. */
export function userIdsText(max: number, tooMany: string) {
  return z.pipe(
    z.pipe(
      z.string(),
      z.transform((text) => (text === '' ? [] : text.split(',').map(Number))),
    ),
    z.array(userIdRule).check(z.maxLength(max, tooMany)),
  );
}

/** `create`: the user is made, or identified, at the provider. */
export const linkIdentityInput = z
  .object({
    userId: userIdRule,
    provider: providerRule,
    externalId: z.string(),
    create: z._default(z.boolean(), false),
  })
  .check(
    z.superRefine((input, context) => {
      const verdict = catalog[input.provider].rules.externalId.safeParse(input.externalId);
      for (const issue of verdict.error?.issues ?? []) {
        context.addIssue({ code: 'custom', message: issue.message, path: ['externalId'] });
      }
      const message = `${catalog[input.provider].label} has no call that makes a user.`;
      if (input.create && !canMakeKnown(input.provider))
        context.addIssue({ code: 'custom', message, path: ['externalId'] });
    }),
  );

/** A user whose id is noted here is made at the provider. */
export const createThereInput = z.object({ userId: userIdRule, provider: providerRule });

/** What the provider says instead. */
export const takeOverInput = z.object({
  userId: userIdRule,
  provider: providerRule,
  part: z.enum(['name', 'email']),
});

/** `provider` null: all that can be read. */
export const refreshUserInput = z.object({ userId: userIdRule, provider: z.nullable(providerRule) });
