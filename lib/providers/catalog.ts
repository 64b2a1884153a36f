/** Browser-safe. */
import type { ProviderCapabilities } from './capabilities.ts';
import { capillaryRules } from './capillary/rules.ts';
import { ceregoRules } from './cerego/rules.ts';
import type { TagText } from './contract.ts';
import { fragmentRules } from './fragment/rules.ts';
import type { ProviderId } from './ids.ts';
import { veroProfileRules, veroRules } from './vero/rules.ts';

const timeoutMs = 10_000;

export const catalog = {
  vero: {
    id: 'vero',
    label: 'Vero',
    shape: 'label',
    nouns: { tag: 'tag', tags: 'tags', key: 'tag', externalId: 'Vero id' },
    verbs: ['add', 'remove'],
    idempotent: ['add', 'remove'],
    proof: 'accepted',
    canRead: false,
    readsAll: false,
    canList: 'none',
    findsBy: [],
    canCreate: false,
    freeText: true,
    hasCatalogue: false,
    hasProfile: true,
    limitation: 'Vero is write-only: tags are shown as accepted until its webhooks confirm them.',
    pace: { perSecond: 20, concurrent: 4, timeoutMs },
    rules: veroRules,
    profileRules: veroProfileRules,
  },
  cerego: {
    id: 'cerego',
    label: 'Cerego',
    shape: 'typed-value',
    nouns: { tag: 'tag', tags: 'tags', key: 'type', externalId: 'Cerego user id' },
    verbs: ['add', 'update'],
    // A second POST for the same type is refused; a second PUT leaves the same value.
    idempotent: ['update'],
    proof: 'confirmed',
    canRead: true,
    readsAll: false,
    canList: 'all',
    findsBy: ['email', 'member-id'],
    canCreate: false,
    freeText: false,
    hasCatalogue: false,
    hasProfile: false,
    limitation: 'Cerego has no way to remove a tag.',
    pace: { perSecond: 10, concurrent: 4, timeoutMs },
    rules: ceregoRules,
    profileRules: null,
  },
  capillary: {
    id: 'capillary',
    label: 'Capillary',
    shape: 'label',
    nouns: { tag: 'label', tags: 'labels', key: 'label', externalId: 'Capillary user id' },
    verbs: ['add', 'remove'],
    idempotent: ['add', 'remove'],
    proof: 'confirmed',
    canRead: true,
    readsAll: false,
    canList: 'labelled',
    findsBy: ['email', 'mobile', 'external-id'],
    canCreate: false,
    freeText: false,
    hasCatalogue: true,
    hasProfile: false,
    limitation: null,
    // Capillary's demo and testing clusters allow 100 calls a minute; others are agreed per brand.
    pace: { perSecond: 1.6, concurrent: 4, timeoutMs },
    rules: capillaryRules,
    profileRules: null,
  },
  fragment: {
    id: 'fragment',
    label: 'FRAGMENT',
    shape: 'key-value',
    nouns: { tag: 'tag', tags: 'tags', key: 'key', externalId: 'FRAGMENT user ref' },
    verbs: ['add', 'update', 'set', 'remove'],
    // A repeated create is refused by its own first success.
    idempotent: ['update', 'set', 'remove'],
    proof: 'confirmed',
    canRead: true,
    readsAll: true,
    canList: 'all',
    findsBy: ['reference'],
    canCreate: true,
    freeText: true,
    hasCatalogue: false,
    hasProfile: false,
    limitation: null,
    pace: { perSecond: 25, concurrent: 4, timeoutMs },
    rules: fragmentRules,
    profileRules: null,
  },
} satisfies Record<ProviderId, ProviderCapabilities>;

export function capabilitiesOf(id: ProviderId): ProviderCapabilities {
  return catalog[id];
}

/** Everything unwise, from whatever source; empty: nothing. */
export function adviseOnTag(provider: ProviderId, tag: TagText): string[] {
  return capabilitiesOf(provider).rules.advise(tag);
}
