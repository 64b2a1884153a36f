/** Invented users, determined by their number alone. */

import type { CopyValue } from '#lib/domain/imports/copy-rows.ts';
import { gapMaskOf, maskOf } from '#lib/platform/db/provider-mask.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { fold } from '#lib/shared/text/fold.ts';
import { providerOf, tagOf, usualTags } from './catalogue.ts';
import { randomStream, zipfRanks } from './random.ts';

const syllables = [
  'ka',
  'lo',
  'mi',
  'ra',
  'ven',
  'tor',
  'sha',
  'bel',
  'dun',
  'esk',
  'fo',
  'gri',
  'hal',
  'jor',
];
const endings = ['a', 'en', 'is', 'o', 'ur', 'ley', 'man', 'ski'];
/** A fifth of all e-mails: a common search. */
export const commonDomain = 'northmail.example';
/** Twenty users, however many there are: a rare search. */
export const rareName = 'Quillfeather';
export const rarePeople = 20;

/** With repeats dropped, five tags on average. */
const maxDraws = 11;
const firstChange = Date.UTC(2024, 0, 1);
const secondsOfTwoYears = 2 * 365 * 24 * 3600;
/** Coprime to the sizes, so that it shuffles. */
const stride = 7_919;

export type InventedIdentity = { id: number; provider: ProviderId; externalId: string; tagIds: number[] };
export type InventedPerson = {
  id: number;
  name: string;
  email: string;
  changedAt: string;
  identities: InventedIdentity[];
};

const ranks = new Map<number, (chance: number) => number>();

function ranksOf(tags: number): (chance: number) => number {
  const rankOf = ranks.get(tags) ?? zipfRanks(tags);
  ranks.set(tags, rankOf);
  return rankOf;
}

/** `id` from 1. */
export function inventPerson(id: number, size: number, tags = usualTags): InventedPerson {
  const random = randomStream(id);
  const pick = <T>(items: readonly T[], fallback: T) =>
    items[Math.floor(random() * items.length)] ?? fallback;
  const word = () => {
    const text = pick(syllables, 'ka') + pick(syllables, 'lo') + pick(endings, 'a');
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  const first = word();
  const isRare = id % Math.floor(size / rarePeople) === 7;
  const last = isRare ? rareName : word() + pick(endings, '');
  const domain = random() < 0.2 ? commonDomain : `mail${Math.floor(random() * 40)}.example`;
  const seconds = Math.floor((((id * stride) % size) / size) * secondsOfTwoYears);
  return {
    id,
    name: `${first} ${last}`,
    email: `${first}.${last}${id}@${domain}`.toLowerCase(),
    changedAt: new Date(firstChange + seconds * 1000 + (id % 1000)).toISOString(),
    identities: inventIdentities(id, random, ranksOf(tags)),
  };
}

function inventIdentities(
  id: number,
  random: () => number,
  rankOf: (chance: number) => number,
): InventedIdentity[] {
  const carried = new Map<ProviderId, Map<string, number>>();
  const draws = Math.floor(random() * (maxDraws + 1));
  for (let draw = 0; draw < draws; draw += 1) {
    const rank = rankOf(random());
    const provider = providerOf(rank);
    const tags = carried.get(provider) ?? new Map<string, number>();
    const { key } = tagOf(rank);
    if (!tags.has(key)) tags.set(key, rank);
    carried.set(provider, tags);
  }
  const bare = providerIds[Math.floor(random() * providerIds.length)] ?? 'vero';
  if (!carried.has(bare)) carried.set(bare, new Map());
  return providerIds.flatMap((provider, place) => {
    const tags = carried.get(provider);
    if (!tags) return [];
    const tagIds = [...tags.values()].sort((a, b) => a - b);
    return [{ id: id * 4 + place - 3, provider, externalId: externalIdOf(provider, id), tagIds }];
  });
}

/** In the provider's own form. */
export function externalIdOf(provider: ProviderId, id: number): string {
  if (provider === 'vero') return String(10_000_000 + id);
  if (provider === 'cerego') return String(2_000_000 + id);
  if (provider === 'capillary') return String(500_000_000 + id);
  return `user_${id.toString(36).padStart(8, '0')}`;
}

export const proofOf = (provider: ProviderId) => (provider === 'vero' ? 'accepted' : 'confirmed');

/** With summary columns, as `refresh_users` derives them. */
export function toUserRow(person: InventedPerson): CopyValue[] {
  const { id, name, email, changedAt, identities } = person;
  const tagIds = identities.flatMap((identity) => identity.tagIds).sort((a, b) => a - b);
  const tagged = identities.filter(({ tagIds: own }) => own.length > 0).map(({ provider }) => provider);
  const proofs = tagged.reduce((bits, provider) => bits | (proofOf(provider) === 'accepted' ? 2 : 1), 0);
  const search = [name, email, ...identities.map(({ externalId }) => externalId)].map(fold).join('\n');
  return [
    id,
    name,
    email,
    changedAt,
    changedAt,
    search,
    `{${tagIds.join(',')}}`,
    tagIds.length,
    maskOf(identities.map(({ provider }) => provider)),
    maskOf(tagged),
    gapMaskOf(new Map(identities.map(({ provider, tagIds: own }) => [provider, own.map(tagOf)]))),
    proofs,
  ];
}
