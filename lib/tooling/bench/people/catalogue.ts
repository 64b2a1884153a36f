/** A tag's id is its rank: tag 1 is the most common. Providers alternate. */
import type { TagText } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';

export const usualTags = 5_000;

/** Many values per key, and coprime to the ranks in questions. */
const keysPerProvider = 23;

const topics = ['segment', 'cohort', 'plan', 'region', 'offer', 'course', 'club', 'event', 'trial', 'league'];
const keys = ['team', 'region', 'plan', 'level', 'branch', 'grade', 'shift', 'channel', 'season', 'track'];

export function providerOf(rank: number): ProviderId {
  return providerIds[(rank - 1) % providerIds.length] ?? 'vero';
}

/** Labels at Vero and Capillary, keys with values elsewhere. */
export function tagOf(rank: number): TagText {
  const provider = providerOf(rank);
  const turn = Math.floor((rank - 1) / providerIds.length);
  if (provider === 'vero' || provider === 'capillary') {
    return { key: `${topics[turn % topics.length]}-${turn + 1}`, value: null };
  }
  const key = turn % keysPerProvider;
  const value = Math.floor(turn / keysPerProvider) + 1;
  return { key: `${keys[key % keys.length]}-${key + 1}`, value: `value-${value}` };
}

export function filterOf(rank: number): string {
  const { key, value } = tagOf(rank);
  return `${providerOf(rank)}:${value === null ? key : `${key}=${value}`}`;
}
