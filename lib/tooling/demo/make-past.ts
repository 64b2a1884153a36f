/** The demo's 90 days before its first start: the same on every machine, but for the time. */
import type { ProviderId } from '#lib/providers/ids.ts';
import { demoId, demoRoster, fillDemo } from '#lib/sandbox/demo-world.ts';
import type { Entry } from '#lib/sandbox/entries.ts';
import { Random } from '#lib/sandbox/random.ts';
import { demoSettings } from '#lib/sandbox/settings.ts';
import { entriesOf } from '#lib/sandbox/state.ts';
import type { World } from '#lib/sandbox/world.ts';
import { Worlds } from '#lib/sandbox/worlds.ts';
import { Agenda, day, hour, minute } from './agenda.ts';
import { callProvider } from './call-provider.ts';
import { planDailyWork } from './daily-work.ts';
import { planDifferences } from './late-differences.ts';
import { elena, mika, type PastEvent, type PastMember, planEvents, ruth } from './members.ts';
import { holds, identityAt, PastLedger, type PastUser } from './past-ledger.ts';
import { beginRun, type PastRun } from './past-runs.ts';
import { correctRegion } from './regions.ts';
import { planRuns, previewLabel } from './run-plans.ts';

/** Ids of the first of each. */
export type FirstIds = Record<'user' | 'identity' | 'line' | 'run' | 'target' | 'import', number>;

export type Past = {
  ledger: PastLedger;
  runs: PastRun[];
  /** Oldest first. */
  events: PastEvent[];
  /** As the providers are at its end. */
  world: World;
};

/** The demo's world as the sandbox makes it. */
export function freshDemo(): World {
  const settings = { ...demoSettings, vero: { ...demoSettings.vero, applyDelayMs: 0 } };
  const world = new Worlds().create(demoId, {}, settings);
  fillDemo(world);
  return world;
}

/** For the sandbox. */
export function recordsOf(world: World): Entry[] {
  return [...entriesOf(world.state)];
}

/** `now`: its end, ms since 1970. `bases`: base URLs of the providers. */
export function makePast(now: number, bases: Record<ProviderId, string>, first: FirstIds): Past {
  const random = new Random(20_261_130);
  const world = freshDemo();
  const ledger = new PastLedger({ world, bases, random }, demoRoster(), first);
  const agenda = new Agenda(now);
  const runs: PastRun[] = [];
  const events: PastEvent[] = [];
  planImports(ledger, agenda, first.import);
  planSurprises(ledger, agenda);
  planDifferences(ledger, agenda);
  agenda.add(76.8 * day, (at) => createLabel(world, at, events));
  let target = first.target;
  for (const [place, plan] of planRuns(ledger, (nth) => first.run + nth).entries()) {
    agenda.add(plan.age, (at) => {
      const run = beginRun({ ledger, agenda, random }, at, plan, { run: first.run + place, target });
      runs.push(run);
      target += run.targets.length;
    });
  }
  planEvents(agenda, random, (event) => events.push(event));
  planDailyWork({ ledger, agenda, random });
  agenda.runAll();
  return { ledger, runs, events: events.toSorted((one, other) => one.at - other.at), world };
}

const files: { fileName: string; age: number; member: PastMember; isIn: (index: number) => boolean }[] = [
  { fileName: 'customers.csv', age: 90 * day - 2 * hour, member: elena, isIn: (index) => index % 20 > 1 },
  { fileName: 'learners-autumn.csv', age: 60.8 * day, member: ruth, isIn: (index) => index % 20 === 1 },
  { fileName: 'fair-leads.csv', age: 23.6 * day, member: elena, isIn: (index) => index % 20 === 0 },
];

function planImports(ledger: PastLedger, agenda: Agenda, firstId: number): void {
  for (const [place, { fileName, age, member, isIn }] of files.entries()) {
    const own = ledger.users.filter((_user, index) => isIn(index));
    // Only the first file had them mixed up.
    if (place > 0) for (const user of own) correctRegion(ledger.scene.world, user.person);
    agenda.add(age, (at) => ledger.import(at, firstId + place, fileName, member, own));
  }
}

/** What others set at the providers shortly before a run, which is refused there and finds out. */
const surprises: { age: number; provider: ProviderId; key: string; value: string; count: number }[] = [
  { age: 42.75 * day, provider: 'cerego', key: 'Team', value: 'People', count: 17 },
  { age: 27 * hour, provider: 'fragment', key: 'tier', value: 'platinum', count: 9 },
];

function planSurprises(ledger: PastLedger, agenda: Agenda): void {
  for (const { age, provider, key, value, count } of surprises) {
    agenda.add(age + 5 * minute, (at) => {
      const free = ledger.users.filter(
        (user) =>
          user.createdAt !== null &&
          identityAt(user, provider) &&
          !holds(user, provider, key) &&
          (provider === 'cerego' || isInFriday(user)),
      );
      for (const user of free.slice(20, 20 + count)) {
        const identity = identityAt(user, provider);
        if (!identity) continue;
        const { externalId, tags } = identity;
        const operations = [{ verb: 'add' as const, key, value }];
        callProvider(ledger.scene, { provider, externalId, operations, before: tags }, at, null);
        agenda.at(at + hour, (later) => ledger.read(later, identity, mika));
      }
    });
  }
}

const isInFriday = (user: PastUser) =>
  holds(user, 'capillary', previewLabel) && holds(user, 'vero', 'autumn-2026');

function createLabel(world: World, at: number, events: PastEvent[]): void {
  const id = world.state.capillary.nextLabelId;
  const description = 'Added in Tagdesk';
  world.commit({ kind: 'capillary-label', label: { id, name: previewLabel, description, active: true } });
  const event = { member: elena, subject: 'capillary', detail: { key: previewLabel } };
  events.push(
    { at, kind: 'catalogue-tag.asked', ...event },
    { at: at + 120, kind: 'catalogue-tag.created', ...event },
  );
}
