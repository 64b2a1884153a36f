/** Who is who: cases and the acts that decide them. Browser-safe. */
import * as z from 'zod/mini';
import './input-messages.ts';
import type { FindBy, IdentityRow } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { canBeKept } from '#lib/providers/text-rule.ts';
import { emailRule } from '#lib/shared/text/email.ts';
import { nameRule, optionalText, providerRule, userIdRule } from '#lib/shared/users.ts';

/**
 * `shared-email`: more than two have it, which makes nobody one person. `two-refs`: one FRAGMENT user entered
 * under both references. `profile-email`: an id carries the e-mail of another user. `candidates`: a pull found
 * more than one. `unknown-id`: a webhook names it. `broken-id`: the provider knows nobody by it. `merged-there`
 * and `deleted-there`: Capillary's words.
 */
export const caseKinds = [
  'same-email',
  'two-refs',
  'profile-email',
  'candidates',
  'unknown-id',
  'broken-id',
  'merged-there',
  'deleted-there',
  'shared-email',
] as const;
export type CaseKind = (typeof caseKinds)[number];

/** `settled`: what it was about is no longer so. */
export type CaseState = 'open' | 'not-same' | 'merged' | 'settled';

/** What a case says besides its users and ids. */
export type CaseAbout = {
  provider?: ProviderId;
  externalId?: string;
  email?: string;
  /** The provider's code. */
  code?: string;
  /** Users with the e-mail, where only the first are named. */
  count?: number;
};

/** An identity that is no row meanwhile: its rows as they were. */
export type KeptIdentity = {
  identity: Record<string, unknown>;
  refs: Record<string, unknown>[];
  tags: Record<string, unknown>[];
};

/** A name or e-mail that was taken over instead of the user's own (`was`, last set by `from`). */
export type TakenText = { now: string; was: string; from: string | null };

/**
 * `filled`: what the user took over where their own was empty. `taken`: what was chosen instead of their own.
 * `kept`: unlinked identities.
 */
export type UserActBefore = {
  filled?: { name?: string; email?: string };
  taken?: { name?: TakenText; email?: TakenText };
  kept?: KeptIdentity[];
};

const number = z.int().check(z.positive());

export const editUserInput = z.object({ userId: userIdRule, name: nameRule, email: optionalText(emailRule) });
export const unlinkIdentityInput = z.object({ userId: userIdRule, identityId: number });
export const moveIdentityInput = z.object({ identityId: number, toUserId: userIdRule });
/**
 * `keep`: where both have an id at a provider, the one that goes with `userId`. `take`: what of the other user
 * is taken over instead of the own. `caseId`: what it decides.
 */
export const mergeUsersInput = z.object({
  userId: userIdRule,
  otherId: userIdRule,
  keep: z._default(z.array(number), []),
  take: z._default(z.array(z.enum(['name', 'email'])), []),
  caseId: z.optional(number),
});
/** The ids that become a user of their own. */
export const splitUserInput = z.object({
  userId: userIdRule,
  identityIds: z.array(number).check(z.minLength(1, 'Choose at least one id.')),
});
export const eraseUserInput = z.object({
  userId: userIdRule,
  why: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'Say why, without naming the person.'),
      z.maxLength(200, 'At most 200 characters.'),
    ),
});
export const undoUserActInput = z.object({ actId: number });
/** `open`: takes a verdict back. */
export const decideCaseInput = z.object({ caseId: number, verdict: z.enum(['not-same', 'later', 'open']) });

/** What a provider says of a user otherwise than Tagdesk; null: the same. */
export type OtherName = {
  userId: number;
  title: string;
  provider: ProviderId;
  name: string | null;
  email: string | null;
};
export type OtherNamePage = { rows: OtherName[]; nextAfter: number | null };
export const listOtherNamesInput = z.object({ after: z._default(z.int().check(z.nonnegative()), 0) });

/** In the order of the form. */
export const findBys = [
  'email',
  'mobile',
  'external-id',
  'member-id',
  'reference',
] as const satisfies readonly FindBy[];
export const findIdsInput = z.object({
  provider: providerRule,
  by: z.enum(findBys),
  text: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'Say whom to look for.'),
      z.maxLength(254, 'At most 254 characters.'),
      z.refine(canBeKept, 'This cannot be looked for.'),
    ),
});

export type IdHolder = { userId: number; title: string };
/** `holder`: who has this id here; null: nobody. */
export type IdCandidate = Omit<IdentityRow, 'tags'> & { holder: IdHolder | null };
/** `message`: why nothing is known. */
export type FoundIds = {
  state: 'found' | 'failed' | 'not-connected';
  message: string | null;
  candidates: IdCandidate[];
};

export const listMissingInput = z.object({
  run: number,
  without: providerRule,
  after: z._default(z.int().check(z.nonnegative()), 0),
  limit: z._default(z.int().check(z.gte(1), z.lte(500)), 100),
});
export type MissingUser = { id: number; title: string; email: string };
/** `left`: all who have no id there still. */
export type MissingPage = { users: MissingUser[]; left: number; nextAfter: number | null };

export type CaseUser = { id: number; title: string; email: string };
export type ShownCase = {
  id: number;
  kind: CaseKind;
  about: CaseAbout;
  users: CaseUser[];
  identityIds: number[];
  openedAt: string;
  /** Put off. */
  isLater: boolean;
};
/** `cases`: the first of each kind, open ones and those put off; `counts`, `later`: of all. */
export type CaseList = {
  counts: Partial<Record<CaseKind, number>>;
  later: Partial<Record<CaseKind, number>>;
  cases: ShownCase[];
};

export const listDecidedInput = z.object({ verdict: z.enum(['merged', 'not-same']) });
export type Verdict = z.infer<typeof listDecidedInput>['verdict'];
/** `id`: of the case, or of the merge (which may have had no case: `kind` null). */
export type DecidedCase = {
  id: number;
  kind: CaseKind | null;
  users: CaseUser[];
  email: string;
  by: string;
  at: string;
};
