/** Who is who: cases and the acts that decide them. Browser-safe. */
import type { ProviderId } from '#lib/providers/ids.ts';
import type { MirrorTag } from '#lib/shared/changes.ts';

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

export const userActKinds = ['merge', 'move', 'split', 'unlink'] as const;
export type UserActKind = (typeof userActKinds)[number];

/** An identity that is no row meanwhile. */
export type KeptIdentity = {
  id: number;
  userId: number;
  provider: ProviderId;
  externalId: string;
  row: Record<string, unknown>;
  refs: { ref: string; isOwnId: boolean }[];
  tags: MirrorTag[];
};

/** `filled`: what the user took over where their own was empty. `kept`: unlinked identities. */
export type UserActBefore = {
  filled?: { name?: string; email?: string };
  kept?: KeptIdentity[];
};
