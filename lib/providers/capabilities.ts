/** What a provider can do and what its API allows, as data: the screens and the verbs read this, never a provider's name. */
import type * as z from 'zod/mini';
import type { TagShape, Verb } from './contract.ts';
import type { ProviderId } from './ids.ts';

/**
 * The API's own limits, as schemas that form and server share. Lengths count Unicode code points.
 * `value` is null for the label shape. `advise` gives everything that should be known of text that is
 * allowed but unwise, what the provider itself says first.
 */
export type ProviderRules = {
  externalId: z.ZodMiniType<string, string>;
  key: z.ZodMiniType<string, string>;
  value: z.ZodMiniType<string, string> | null;
  limits: { key: number | null; value: number | null };
  advise(tag: { key: string; value: string | null }): string[];
};

/** The custom properties of a profile, each a name and what was typed for it. */
export type ProfileRules = {
  /** Properties that the provider's own libraries may overwrite. */
  reserved: readonly string[];
  /** Why the value cannot be sent, or null. */
  check(property: { key: string; value: string }): string | null;
  /** A warning for a value that is allowed but unwise, else null. */
  advise(property: { key: string; value: string }): string | null;
};

export type ProviderCapabilities = {
  id: ProviderId;
  /** As the provider writes itself. */
  label: string;
  shape: TagShape;
  /** The provider's nouns: Capillary says label, Cerego type, FRAGMENT key. */
  nouns: { tag: string; tags: string; key: string; externalId: string };
  verbs: readonly Verb[];
  /** Verbs whose call may be sent again without harm when its answer was lost. */
  idempotent: readonly Verb[];
  /** The proof that a 2xx answer gives: Vero's 200 is only taken, not shown. */
  proof: 'confirmed' | 'accepted';
  canRead: boolean;
  /** Reading one user reads everybody, once for all who ask meanwhile. */
  readsAll: boolean;
  /** A tag that nobody carries yet may be typed in. False where the tag must come from a fixed list. */
  freeText: boolean;
  /** The organisation's list of tags can be read and added to (Capillary). */
  hasCatalogue: boolean;
  hasProfile: boolean;
  /** One line said in the region, where the provider lacks something people expect. */
  limitation: string | null;
  /** Used unless `<PROVIDER>_MAX_PER_SECOND` and so on say otherwise. */
  pace: { perSecond: number; concurrent: number; timeoutMs: number };
  rules: ProviderRules;
  /** null where the provider keeps no profile. */
  profileRules: ProfileRules | null;
};
