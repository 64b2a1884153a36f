/** FRAGMENT's region of each place that the demo's people come from. */
import type { Person } from '#lib/sandbox/demo-people.ts';
import type { World } from '#lib/sandbox/world.ts';

const places = {
  amer: 'California|Texas|New York|Illinois|Québec|Hawaiʻi',
  latam: 'Mexico City|Buenos Aires|São Paulo|Bahia',
  apac:
    'Maharashtra|Karnataka|Punjab|Dhaka|Shanghai|Taipei|Guangdong|Singapore|Kansai|Tōkyō|Hokkaidō|Kyūshū|Seoul|Busan|' +
    'Gyeonggi|Jeju|Hanoi|Bangkok|Luzon|Java|Auckland|Waikato|Victoria',
};

const byPlace = new Map(
  Object.entries(places).flatMap(([region, names]) => names.split('|').map((name) => [name, region])),
);

/** All others lie in Europe, the Middle East or Africa. */
export function fragmentRegionOf(place: string): string {
  return byPlace.get(place) ?? 'emea';
}

/** At FRAGMENT, where the account has a region. */
export function correctRegion(world: World, person: Person): void {
  const account = world.state.fragment.users.get(person.fragmentUserRef ?? '');
  if (!account) return;
  const value = fragmentRegionOf(person.region);
  const tags = account.tags.map((tag) => (tag.key === 'region' ? { ...tag, value } : tag));
  world.commit({ kind: 'fragment-user', user: { ...account, tags } });
}
