import cultureData from './demo-names.json' with { type: 'json' };
import { Random } from './random.ts';

/** `shown~latin`: the Latin form for addresses is after the tilde. */
type Culture = {
  /** A value of Cerego's type Region. */
  regions: readonly string[];
  language: string;
  /** Hours from GMT, as Vero's property `timezone`. */
  timezone: number;
  given: readonly string[];
  family: readonly string[];
  familyFirst?: boolean;
};

const cultures: readonly Culture[] = cultureData.map(({ given, family, ...culture }) => ({
  ...culture,
  given: given.split(' '),
  family: family.split(' '),
}));

export type Person = {
  name: string;
  given: string;
  family: string;
  /** A few never gave one. */
  email?: string;
  region: string;
  language: string;
  timezone: number;
  veroId?: string;
  ceregoUserId?: string;
  /** An int64's digits. */
  capillaryUserId?: string;
  fragmentUserRef?: string;
  fragmentExternalId?: string;
};

type Place = 'vero' | 'cerego' | 'capillary' | 'fragment';

/** Likelier sets are listed more often: most people have two or three identities. */
const placeSets: ReadonlyArray<readonly Place[]> = [
  ...Array<Place[]>(26).fill(['vero', 'capillary']),
  ...Array<Place[]>(16).fill(['vero', 'cerego', 'fragment']),
  ...Array<Place[]>(12).fill(['vero', 'cerego', 'capillary']),
  ...Array<Place[]>(12).fill(['vero', 'capillary', 'fragment']),
  ...Array<Place[]>(9).fill(['vero', 'cerego', 'capillary', 'fragment']),
  ...Array<Place[]>(8).fill(['vero', 'fragment']),
  ...Array<Place[]>(5).fill(['vero', 'cerego']),
  ...Array<Place[]>(5).fill(['vero']),
  ...Array<Place[]>(3).fill(['capillary']),
  ...Array<Place[]>(2).fill(['cerego', 'fragment']),
  ...Array<Place[]>(2).fill(['cerego']),
];

/** Reserved for examples: no mail can reach anybody. */
const domains = [
  'kestrel.example',
  'harbour-light.example',
  'mail.example',
  'oakandiron.example',
  'post.example',
  'saffron.example',
  'tidewater.example',
  'lumen-works.example',
  'inbox.example',
];

/** The same on every machine. */
export function demoPeople(count: number): Person[] {
  const random = new Random(20_261_121);
  const taken = new Set<string>();
  return Array.from({ length: count }, (_unused, index) => makePerson(random, taken, index));
}

function makePerson(random: Random, taken: Set<string>, index: number): Person {
  const culture = random.pick(cultures);
  const given = nameParts(random.pick(culture.given));
  const family = familyFor(random, culture, given.isNative);
  const places = random.pick(placeSets);
  const email = freeAddress(random, taken, given.latin, family.latin);
  const hasEmail = random.chance(0.97);
  return {
    name: nameInOrder(culture, given, family),
    given: given.shown,
    family: family.shown,
    ...(hasEmail ? { email } : {}),
    region: random.pickPopular(culture.regions),
    language: culture.language,
    timezone: culture.timezone,
    ...identities(random, places, index, email),
  };
}

/** In each provider's style; one id is beyond 2^53. */
function identities(random: Random, places: readonly Place[], index: number, email: string): Partial<Person> {
  const has = (place: Place) => places.includes(place);
  const customer = index === 8 ? '9007199254740993' : String(564_663_098 + index * 37);
  const inner = `usr_${String(index + 1).padStart(5, '0')}`;
  return {
    ...(has('vero') ? { veroId: random.chance(0.06) ? email : `cus_${100_000 + index * 7}` } : {}),
    ...(has('cerego') ? { ceregoUserId: String(1_185_304 + index * 3) } : {}),
    ...(has('capillary') ? { capillaryUserId: customer } : {}),
    ...(has('fragment')
      ? {
          fragmentUserRef: `user_${Buffer.from(inner).toString('base64url')}`,
          fragmentExternalId: `acct-${String(4000 + index).padStart(6, '0')}`,
        }
      : {}),
  };
}

type NamePart = { shown: string; latin: string; isNative: boolean };

function nameParts(text: string): NamePart {
  const [shown = '', latin] = text.split('~');
  return { shown, latin: latin ?? shown, isNative: latin !== undefined };
}

/** Given names in another script get a family name in it, if there is one. */
function familyFor(random: Random, culture: Culture, isNative: boolean): NamePart {
  const all = culture.family.map(nameParts);
  const fitting = all.filter((part) => part.isNative === isNative);
  return random.pick(fitting.length > 0 ? fitting : all);
}

function nameInOrder(culture: Culture, given: NamePart, family: NamePart): string {
  // Chinese, Japanese and Korean put no space between the parts.
  const isJoined = /[\u3040-\u9fff\uac00-\ud7af]/.test(given.shown + family.shown);
  const isFamilyFirst = culture.familyFirst === true || isJoined;
  const parts = isFamilyFirst ? [family.shown, given.shown] : [given.shown, family.shown];
  return parts.join(isJoined && given.isNative && family.isNative ? '' : ' ');
}

const letters = new Map([...'øØłŁđĐıßʻ'].map((letter, index) => [letter, [...'oolldDi'][index] ?? '']));

function asciiOf(text: string): string {
  const plain = text
    .replace(/ß/g, 'ss')
    .replace(/[øØłŁđĐıʻ]/g, (letter) => letters.get(letter) ?? '')
    .normalize('NFD');
  return plain.replace(/[^A-Za-z-]/g, '').toLowerCase();
}

/** Adds a number to repeated names. */
function freeAddress(random: Random, taken: Set<string>, given: string, family: string): string {
  const local = random.chance(0.75)
    ? `${asciiOf(given)}.${asciiOf(family)}`
    : `${asciiOf(given).slice(0, 1)}${asciiOf(family)}`;
  const domain = random.pickPopular(domains);
  let address = `${local}@${domain}`;
  for (let number = 2; taken.has(address); number += 1) address = `${local}${number}@${domain}`;
  taken.add(address);
  return address;
}
