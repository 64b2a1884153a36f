import { createHash } from 'node:crypto';
import { demoPeople, type Person } from './demo-people.ts';
import data from './demo-tags.json' with { type: 'json' };
import { Random } from './random.ts';
import type { World } from './world.ts';

/**
 * Most used first, drawn in proportion to 1/rank. `veroTags`: some spellings differ on purpose.
 * `fragmentValues`: none has `#`, `/` or `:`, which FRAGMENT refuses.
 */
const { veroTags, ceregoValues, fragmentValues } = data;

const capillaryLabels = Object.entries(data.capillaryLabels);
const unusedLabels = Object.entries(data.unusedLabels);

export const demoId = 'demo';
const demoSize = 2_000;

export function demoRoster(): Person[] {
  return demoPeople(demoSize);
}

/** The same on every machine. */
export function fillDemo(world: World): void {
  const random = new Random(2_611);
  for (const [name, description] of [...capillaryLabels, ...unusedLabels]) {
    const id = world.state.capillary.nextLabelId;
    world.commit({ kind: 'capillary-label', label: { id, name, description, active: true } });
  }
  for (const person of demoRoster()) {
    if (person.veroId !== undefined) addToVero(world, random, person, person.veroId);
    if (person.ceregoUserId !== undefined) addToCerego(world, random, person, person.ceregoUserId);
    if (person.capillaryUserId !== undefined) addToCapillary(world, random, person, person.capillaryUserId);
    if (person.fragmentUserRef !== undefined) addToFragment(world, random, person, person.fragmentUserRef);
  }
}

function tagCount(random: Random, most: number): number {
  return random.chance(0.06) ? 0 : Math.min(most, 1 + Math.floor(-Math.log(1 - random.next()) * 2.4));
}

function addToVero(world: World, random: Random, person: Person, id: string): void {
  const { email, given, family, language, timezone } = person;
  world.commit({
    kind: 'vero-user',
    user: {
      id,
      ...(email === undefined ? {} : { email }),
      tags: random.somePopular(veroTags, tagCount(random, 12)),
      data: { first_name: given, last_name: family, language, timezone },
      channels: random.chance(0.3) ? [pushChannel(random, id)] : [],
    },
  });
}

function pushChannel(random: Random, id: string): Record<string, string> {
  const address = createHash('sha256').update(`device of ${id}`).digest('hex').slice(0, 40);
  return { type: 'push', address, platform: random.pick(['ios', 'android']) };
}

function addToCerego(world: World, random: Random, { name, email, region }: Person, id: string): void {
  const createdAt = someTime(random);
  const values: Array<[typeId: string, value: string | false]> = [
    ['3', random.chance(0.85) && region],
    ['5', random.chance(0.7) && random.pickPopular(ceregoValues.team)],
    ['7', random.chance(0.4) && random.pickPopular(ceregoValues.certification)],
    ['9', random.chance(0.55) && random.pickPopular(ceregoValues.cohort)],
    ['11', random.chance(0.25) && random.pickPopular(ceregoValues.managerLevel)],
  ];
  const first = world.state.cerego.nextTagId;
  const tags = values
    .filter((entry): entry is [string, string] => entry[1] !== false)
    .map(([typeId, value], index) => ({
      id: String(first + index),
      typeId,
      value,
      createdAt,
      updatedAt: createdAt,
    }));
  world.commit({
    kind: 'cerego-user',
    user: { id, name, ...(email === undefined ? {} : { email }), createdAt, tags },
  });
}

/** 2023 to 2025, so that the demo never changes. */
function someTime(random: Random): string {
  return new Date(Date.UTC(2023, 0, 1) + random.integer(0, 1095 * 86_400_000)).toISOString();
}

function addToCapillary(world: World, random: Random, { name }: Person, userId: string): void {
  const names = random.somePopular(capillaryLabels, tagCount(random, 9)).map(([label]) => label);
  const first = world.state.capillary.nextRowId;
  const labels = names.map((label, index) => ({
    rowId: first + index,
    labelId: world.state.capillary.byName.get(label)?.id ?? 0,
    deleted: false,
  }));
  world.commit({ kind: 'capillary-customer', customer: { userId, name, labels } });
}

function addToFragment(world: World, random: Random, person: Person, id: string): void {
  const chances = [0.95, 0.7, 0.65, 0.5, 0.4, 0.35, 0.3, 0.25, 0.2, 0.2];
  const tags = Object.entries(fragmentValues)
    .filter((_entry, index) => random.chance(chances[index] ?? 0.2))
    .map(([key, values]) => ({ key, value: random.pickPopular<string>(values) }));
  const externalId = person.fragmentExternalId ?? id;
  world.commit({ kind: 'fragment-user', user: { id, externalId, tags } });
}
