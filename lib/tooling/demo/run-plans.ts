/** The fourteen runs of the past. */
import { day, hour, minute, second } from './agenda.ts';
import { heldOperation } from './held-run.ts';
import { demo, elena, ruth } from './members.ts';
import { planOfFile, planOfSelection, planOfUndo } from './other-sources.ts';
import { holds, identityAt, type PastLedger, type PastUser } from './past-ledger.ts';
import { filterPlan, type RunPlan } from './past-runs.ts';

const welcome = 'autumn-2026';
const preview = 'Autumn Preview';
const friday = 'black-friday-2026';
export const previewLabel = preview;

/** Of runs: single edits leave them alone, so that the runs fit together. */
export const reservedTags: ReadonlySet<string> = new Set([
  welcome,
  preview,
  friday,
  'spring-sale-2026',
  'reactivation-q4',
  'winter-2026',
]);

/** For the demo's first user: all proofs stand side by side. */
const provedInAllWays = (user: PastUser) =>
  holds(user, 'vero', welcome) &&
  holds(user, 'capillary', preview) &&
  (identityAt(user, 'capillary')?.tags.length ?? 0) > 1 &&
  identityAt(user, 'vero')?.tags.some(({ proof }) => proof === 'imported') === true;

/** How many Vero left in doubt, and how many went before them. */
const doubts = { from: 130, count: 190 };

/** Oldest first. `runOf`: the id of the n-th, from 0. */
export function planRuns(ledger: PastLedger, runOf: (place: number) => number): RunPlan[] {
  const doubtful: PastUser[] = [];
  return [
    filterPlan(
      {
        name: 'Autumn welcome',
        note: 'MKT-371',
        maker: elena,
        age: 83.8 * day,
        start: 'at once',
        q: 'has:vero has:capillary',
      },
      [['vero', 'add', welcome]],
      (user) => identityAt(user, 'vero') !== null && identityAt(user, 'capillary') !== null,
    ),
    filterPlan(
      {
        name: 'Preview invitations',
        note: 'Invited until the first of December',
        maker: elena,
        age: 76.7 * day,
        start: 'at once',
        q: 'has:capillary NOT capillary:"Do Not Mail"',
      },
      [['capillary', 'add', preview]],
      (user) => identityAt(user, 'capillary') !== null && !holds(user, 'capillary', 'Do Not Mail'),
    ),
    planOfFile(),
    filterPlan(
      {
        name: 'Spring sale is over',
        note: '',
        maker: ruth,
        age: 54.65 * day,
        start: 'at once',
        q: 'vero:spring-sale-2026',
      },
      [['vero', 'remove', 'spring-sale-2026']],
      (user) => holds(user, 'vero', 'spring-sale-2026'),
    ),
    filterPlan(
      {
        name: 'New learners into teams',
        note: 'HR-88',
        maker: elena,
        age: 42.75 * day,
        start: 'at once',
        q: 'has:cerego NOT cerego:Team',
      },
      [['cerego', 'add', 'Team', 'Field Service']],
      (user) => identityAt(user, 'cerego') !== null && !holds(user, 'cerego', 'Team'),
    ),
    filterPlan(
      {
        name: 'Reactivation, fourth quarter',
        note: 'Stopped: wrong segment',
        maker: ruth,
        age: 35.6 * day,
        start: 'at once',
        cut: { as: 'cancelled', after: { vero: 88, fragment: 61 } },
        q: 'vero:unengaged OR vero:inactive-90-days OR vero:churn-risk',
      },
      [
        ['vero', 'add', 'reactivation-q4'],
        ['fragment', 'set', 'tier', 'silver'],
      ],
      (user) => ['unengaged', 'inactive-90-days', 'churn-risk'].some((key) => holds(user, 'vero', key)),
    ),
    planOfSelection(ledger),
    filterPlan(
      {
        name: 'Trials to growth',
        note: 'MKT-402',
        maker: elena,
        age: 15.9 * day,
        start: 'at once',
        q: 'fragment:plan=trial',
      },
      [['fragment', 'update', 'plan', 'growth']],
      (user) => holds(user, 'fragment', 'plan', 'trial'),
    ),
    planOfUndo(ledger, runOf(7)),
    filterPlan(
      {
        name: 'Black Friday, early access',
        note: 'MKT-418, agreed with the shops',
        maker: demo,
        age: 27 * hour,
        start: 'at once',
        q: 'vero:autumn-2026 capillary:"Autumn Preview"',
        mishap: (provider, position, user) => {
          if (provider !== 'vero') return null;
          if (position >= doubts.from && doubtful.length < doubts.count && provedInAllWays(user)) {
            doubtful.push(user);
            return { kind: 'queued', applied: position % 3 !== 0 };
          }
          return position > 440 && position < 452 ? { kind: 'unreached', applied: false } : null;
        },
      },
      [
        ['vero', 'add', friday],
        ['fragment', 'add', 'tier', 'gold'],
      ],
      (user) => holds(user, 'vero', welcome) && holds(user, 'capillary', preview),
    ),
    filterPlan(
      {
        name: 'Win back lapsed buyers',
        note: '',
        maker: demo,
        age: 20 * hour,
        start: null,
        q: 'capillary:"Lapsed Buyer"',
      },
      [['capillary', 'add', 'Win Back']],
      (user) => holds(user, 'capillary', 'Lapsed Buyer'),
    ),
    filterPlan(
      {
        name: 'Next cohort',
        note: 'LEARN-12',
        maker: ruth,
        age: 5 * hour,
        start: 'at once',
        cut: { as: 'open', after: { cerego: 41 } },
        q: 'cerego:Cohort="2026 Autumn"',
      },
      [['cerego', heldOperation.verb, heldOperation.key, heldOperation.value]],
      (user) => holds(user, 'cerego', 'Cohort', '2026 Autumn'),
    ),
    filterPlan(
      {
        name: 'Winter newsletter',
        note: 'MKT-425',
        maker: elena,
        age: 3 * hour,
        start: 40 * hour,
        q: 'vero:newsletter',
      },
      [['vero', 'add', 'winter-2026']],
      (user) => holds(user, 'vero', 'newsletter'),
    ),
    filterPlan(
      {
        name: 'Preview is over',
        note: 'MKT-430',
        maker: elena,
        age: 5 * minute + 10 * second,
        start: 'at once',
        cut: { as: 'open', after: { capillary: 200 } },
        order: (users) => doubtfulAfter(users, doubtful, 180),
        q: 'capillary:"Autumn Preview"',
      },
      [['capillary', 'remove', preview]],
      (user) => holds(user, 'capillary', preview),
    ),
  ];
}

/** The doubtful ones come up when the demo starts. */
function doubtfulAfter(users: PastUser[], doubtful: PastUser[], others: number): PastUser[] {
  const rest = users.filter((user) => !doubtful.includes(user));
  const first = rest.filter((user) => holds(user, 'capillary', preview)).slice(0, others);
  return [...first, ...doubtful, ...rest.filter((user) => !first.includes(user))];
}
