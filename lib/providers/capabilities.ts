/** Capabilities and limits as data: screens and verbs read these, never a provider's name. */
import type * as z from 'zod/mini';
import type { FindBy, TagShape, Verb } from './contract.ts';
import type { ProviderId } from './ids.ts';

/**
 * The API's limits, shared by form and server. Lengths count Unicode code points. `value` null: label shape.
 * `advise`: everything unwise, the provider's own advice first.
 */
export type ProviderRules = {
  externalId: z.ZodMiniType<string, string>;
  key: z.ZodMiniType<string, string>;
  value: z.ZodMiniType<string, string> | null;
  limits: { key: number | null; value: number | null };
  advise(tag: { key: string; value: string | null }): string[];
};

export type ProfileRules = {
  /** May be overwritten by the provider's own libraries. */
  reserved: readonly string[];
  /** null: it can be sent. */
  check(property: { key: string; value: string }): string | null;
  /** Allowed but unwise; else null. */
  advise(property: { key: string; value: string }): string | null;
};

export type ProviderCapabilities = {
  id: ProviderId;
  /** As the provider writes it. */
  label: string;
  shape: TagShape;
  /** The provider's nouns: Capillary says label, Cerego type, FRAGMENT key. */
  nouns: { tag: string; tags: string; key: string; externalId: string };
  verbs: readonly Verb[];
  /** Sending twice does no harm. */
  idempotent: readonly Verb[];
  /** Of a 2xx answer: Vero's 200 accepts without showing. */
  proof: 'confirmed' | 'accepted';
  canRead: boolean;
  /** Reading one user reads everybody, shared by all who ask meanwhile. */
  readsAll: boolean;
  /** Whom `listIdentities` gives: everybody, who has a label, or no such list. */
  canList: 'all' | 'labelled' | 'none';
  /** By what one person can be looked for. */
  findsBy: readonly FindBy[];
  /** A user can be made there of an id that Tagdesk chooses. */
  canCreate: boolean;
  /** Unknown tags may be typed. False: tags come from a fixed list. */
  freeText: boolean;
  /** The organisation's tags can be read and added to (Capillary). */
  hasCatalogue: boolean;
  hasProfile: boolean;
  /** One line in the region on what the provider lacks. */
  limitation: string | null;
  /** Defaults of `<PROVIDER>_MAX_PER_SECOND` and so on. */
  pace: { perSecond: number; concurrent: number; timeoutMs: number };
  rules: ProviderRules;
  /** null: no profile. */
  profileRules: ProfileRules | null;
};
