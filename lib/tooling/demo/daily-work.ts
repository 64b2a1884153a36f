/** Single edits, refreshes and what providers' own people change, over 90 days. */
import { inverseOf } from '#lib/domain/changes/inverse.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import data from '#lib/sandbox/demo-tags.json' with { type: 'json' };
import type { Random } from '#lib/sandbox/random.ts';
import { type Agenda, day, hour, minute, second } from './agenda.ts';
import { callProvider, type Mishap } from './call-provider.ts';
import { demo, isWorkday, mika, type PastMember, somebody, suresh } from './members.ts';
import {
  identityAt,
  type PastIdentity,
  type PastLedger,
  type PastLine,
  type PastUser,
} from './past-ledger.ts';
import { reservedTags } from './run-plans.ts';

/** Some differ only in how they are written, as where several people tag. */
const veroTags = [...data.veroTags, 'VIP', 'cart_abandoned', 'Churn-Risk'];
const labels = [...Object.keys(data.capillaryLabels), 'premium customer'];
const { ceregoValues, fragmentValues } = data;
const valuesAt: Record<'cerego' | 'fragment', Record<string, string[]>> = {
  cerego: {
    Team: ceregoValues.team,
    Certification: ceregoValues.certification,
    'Manager level': ceregoValues.managerLevel,
  },
  fragment: {
    plan: fragmentValues.plan,
    seat: fragmentValues.seat,
    department: fragmentValues.department,
    tier: fragmentValues.tier,
    contract: fragmentValues.contract,
    'account-owner': fragmentValues['account-owner'],
    renewal: fragmentValues.renewal,
  },
};

const notes = [
  'asked by phone',
  'after the call on Monday',
  'as agreed with the shop',
  'wrong address, see the mail',
  'from the fair',
  'renewed early',
];

type Work = { ledger: PastLedger; agenda: Agenda; random: Random };

export function planDailyWork(work: Work): void {
  const { agenda, random } = work;
  for (let days = 89; days >= 0; days -= 1) {
    const wanted = isWorkday(days)
      ? random.integer(28, 52) + Math.floor(random.next() ** 6 * 90)
      : random.integer(7, 14);
    for (let count = 0; count < wanted; count += 1)
      agenda.add(days * day + timeOfDay(random), (at) => visit(work, at, someUser(work)));
    agenda.add(days * day + timeOfDay(random), (at) => changeOutside(work, at));
  }
  for (const user of work.ledger.users) agenda.add(lastTouch(random), (at) => touch(work, at, user));
  planUnanswered(work);
  planDemosOwn(work);
}

/** More in the morning. */
const timeOfDay = (random: Random) =>
  Math.min(2 * hour + random.integer(0, 8 * hour), 3 * hour + random.integer(0, 7 * hour));

/** Log-normal around nine days. */
function lastTouch(random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return Math.max(25 * minute, Math.min(9 * day * Math.exp(1.2 * normal), 89 * day));
}

/** A few are edited often. */
function someUser({ ledger, random }: Work): PastUser {
  const place = Math.floor(ledger.users.length * random.next() ** 1.8);
  const user = ledger.users[(place * 769) % ledger.users.length];
  if (!user) throw new Error('Nobody is there.');
  return user;
}

/** One to three changes of one user, minutes apart. */
function visit(work: Work, at: number, user: PastUser): void {
  const { agenda, random } = work;
  if (user.createdAt === null) return;
  const member = somebody(random);
  edit(work, at, user, member);
  for (let more = 1; random.chance(0.25) && more < 3; more += 1)
    agenda.at(at + more * random.integer(9 * second, 3 * minute), (later) => edit(work, later, user, member));
}

/** So that everybody's last change has a time of its own. */
function touch(work: Work, at: number, user: PastUser): void {
  const { ledger, agenda, random } = work;
  if (user.createdAt === null) {
    agenda.at(at + random.integer(2 * day, 20 * day), (later) => touch(work, later, user));
    return;
  }
  const member = somebody(random);
  const readable = user.identities.filter(({ provider }) => provider !== 'vero');
  const isByHand = readable.length === 0 || random.chance(0.3);
  for (let tries = 0; isByHand && tries < 9 && user.changedAt < at; tries += 1) edit(work, at, user, member);
  if (user.changedAt < at) for (const identity of readable) ledger.read(at, identity, member);
}

function edit(work: Work, at: number, user: PastUser, member: PastMember): void {
  const { random, agenda } = work;
  const identity = random.pick(user.identities);
  const operation = operationFor(random, identity);
  if (!operation) return;
  const note = random.chance(0.22)
    ? `${random.pick(notes)}${random.chance(0.4) ? `, ticket ${random.integer(3_900, 4_700)}` : ''}`
    : '';
  const isUnreached = identity.provider === 'vero' && random.chance(0.012);
  const mishap: Mishap | null = isUnreached ? { kind: 'unreached', applied: false } : null;
  const line = change(work, at, identity, operation, { member, note, mishap });
  if (random.chance(0.05))
    agenda.at(at + random.integer(8 * second, 9 * minute), (later) => undo(work, later, line, member));
}

type How = { member: PastMember; note?: string; mishap?: Mishap | null; undoOf?: number };

function change(
  { ledger }: Work,
  at: number,
  identity: PastIdentity,
  operation: Operation,
  how: How,
): PastLine {
  const { mishap = null, ...origin } = how;
  const line = ledger.ask(at, identity, [operation], { ...origin, origin: `/users/${identity.user.id}` });
  ledger.perform(at, line, mishap);
  return line;
}

function undo(work: Work, at: number, line: PastLine, member: PastMember): void {
  const { identity, operations, outcomes, before, after } = line;
  if (!outcomes || !before || !after || identity.tags.some(({ proof }) => proof === 'unknown')) return;
  const [operation] = inverseOf(
    { operations, outcomes, before, after },
    capabilitiesOf(identity.provider),
  ).operations;
  const now = identity.tags.find(({ key }) => key === operation?.key);
  const left = after.find(({ key }) => key === operation?.key);
  if (operation && now?.value === left?.value)
    change(work, at, identity, operation, { member, undoOf: line.id });
}

function operationFor(random: Random, { provider, tags }: PastIdentity): Operation | null {
  if (provider === 'vero' || provider === 'capillary') return labelFor(random, provider, tags);
  const key = random.pickPopular(Object.keys(valuesAt[provider]));
  const held = tags.find((tag) => tag.key === key);
  const value = random.pickPopular(valuesAt[provider][key] ?? []);
  if (held?.value === value || held?.proof === 'unknown') return null;
  if (provider === 'cerego') return { verb: held ? 'update' : 'add', key, value };
  // Typed as new although it is there: FRAGMENT says no.
  if (held && random.chance(0.08)) return { verb: 'add', key, value };
  if (held && key !== 'plan' && random.chance(0.15)) return { verb: 'remove', key, value: null };
  return { verb: held ? 'update' : 'add', key, value };
}

type Held = PastIdentity['tags'];

function labelFor(random: Random, provider: 'vero' | 'capillary', tags: Held): Operation | null {
  const free = tags.filter(({ key, proof }) => !reservedTags.has(key) && proof !== 'unknown');
  if (free.length > 0 && random.chance(0.34))
    return { verb: 'remove', key: random.pick(free).key, value: null };
  const key = random.pickPopular(provider === 'vero' ? veroTags : labels);
  const isMisspelt = provider === 'capillary' && random.chance(0.05);
  if (isMisspelt) return { verb: 'add', key: `${key}s`, value: null };
  return tags.some((tag) => tag.key === key) ? null : { verb: 'add', key, value: null };
}

/** At the provider, by others; found at the next refresh. */
function changeOutside(work: Work, at: number): void {
  const { ledger, agenda, random } = work;
  const user = someUser(work);
  const identity = identityAt(user, random.chance(0.5) ? 'capillary' : 'fragment');
  if (!identity || user.createdAt === null || !random.chance(0.5)) return;
  const operation = operationFor(random, identity);
  if (!operation) return;
  const { provider, externalId, tags } = identity;
  callProvider(ledger.scene, { provider, externalId, operations: [operation], before: tags }, at, null);
  agenda.at(at + random.integer(4 * minute, 50 * minute), (later) =>
    ledger.read(later, identity, somebody(random)),
  );
}

const lost: Mishap[] = [
  { kind: 'lost', applied: true },
  { kind: 'lost', applied: false },
];

/** Vero's answers that never came, which only a person can settle. */
function planUnanswered(work: Work): void {
  const { agenda, random } = work;
  for (const [index, days] of [12, 9, 6.3, 4, 2.2, 1.3, 0.3].entries()) {
    agenda.add(days * day + random.integer(0, 40 * minute), (at) => {
      const identity = quietIdentity(work, 'vero', 40 + index * 131);
      const mishap = lost[index % 2] ?? null;
      const operation: Operation = { verb: 'add', key: 'early-bird', value: null };
      change(work, at, identity, operation, { member: [demo, mika, suresh][index % 3] ?? demo, mishap });
    });
  }
}

/** Home shows a member's last users. */
function planDemosOwn(work: Work): void {
  const { agenda, random } = work;
  for (const [index, age] of [
    2.1 * day,
    1.4 * day,
    26 * hour,
    7 * hour,
    3.4 * hour,
    2.2 * hour,
    50 * minute,
  ].entries()) {
    agenda.add(age, (at) => {
      const identity = quietIdentity(
        work,
        random.pick<ProviderId>(['vero', 'capillary', 'fragment']),
        300 + index * 97,
      );
      const operation = operationFor(random, identity);
      if (operation)
        change(work, at, identity, operation, { member: demo, note: index % 3 === 0 ? 'ticket 4711' : '' });
    });
  }
}

/** From `place` on, the first with an identity there. */
function quietIdentity({ ledger }: Work, provider: ProviderId, place: number): PastIdentity {
  const found = ledger.users
    .slice(place)
    .find((user) => user.createdAt !== null && identityAt(user, provider));
  const identity = found && identityAt(found, provider);
  if (!identity) throw new Error(`Nobody is at ${provider}.`);
  return identity;
}
