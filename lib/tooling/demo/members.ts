/** Who works at the demo's desk, their views, and the events beside the ledger. */
import type { Random } from '#lib/sandbox/random.ts';
import { demoAdmin } from '#lib/shared/demo-admin.ts';
import type { EventKind } from '#lib/shared/history.ts';
import type { UserSort } from '#lib/shared/user-list.ts';
import { type Agenda, day, hour, minute } from './agenda.ts';

/** `share`: of the single edits. */
export type PastMember = { id: string; name: string; email: string; role: string; share: number };

const member = (name: string, role: string, share: number): PastMember => {
  const local = name.toLowerCase().replace(' ', '.');
  return { id: `demo-${local}`, name, email: `${local}@tagdesk.example`, role, share };
};

export const demo: PastMember = { id: 'demo', name: 'Demo', email: demoAdmin.email, role: 'admin', share: 3 };
export const elena = member('Elena Hartmann', 'marketer', 2);
export const ruth = member('Ruth Osei', 'marketer', 1);
export const mika = member('Mika Tanaka', 'support', 9);
export const suresh = member('Suresh Iyer', 'support', 6);
export const jonas = member('Jonas Weber', 'viewer', 0);
export const pastMembers = [demo, elena, ruth, mika, suresh, jonas];

const atDesk = pastMembers.flatMap((each) => Array<PastMember>(each.share).fill(each));
export const somebody = (random: Random): PastMember => random.pick(atDesk);

export type PastView = {
  name: string;
  member: PastMember;
  shared: boolean;
  q: string;
  sort: UserSort;
  age: number;
};

export const pastViews: PastView[] = [
  { name: 'Trials', member: demo, shared: true, q: 'fragment:plan=trial', sort: 'changed', age: 71 * day },
  {
    name: 'Open complaints',
    member: mika,
    shared: true,
    q: 'capillary:"Complaint Open"',
    sort: 'changed',
    age: 64 * day,
  },
  { name: 'VIPs', member: elena, shared: true, q: 'vero:vip OR vero:VIP', sort: 'name', age: 40 * day },
  {
    name: 'In Vero only',
    member: ruth,
    shared: true,
    q: 'has:vero no:capillary',
    sort: 'tags',
    age: 18 * day,
  },
  { name: 'Unknown outcomes', member: demo, shared: false, q: 'proof:unknown', sort: 'changed', age: day },
];

export type PastEvent = {
  at: number;
  kind: EventKind;
  member: PastMember | null;
  subject: string;
  detail: Record<string, string | number | boolean | null>;
};

/** Sign-ins on working days, and what members did beside the ledger. */
export function planEvents(agenda: Agenda, random: Random, keep: (event: PastEvent) => void): void {
  const note = (age: number, event: Omit<PastEvent, 'at'>) => agenda.add(age, (at) => keep({ at, ...event }));
  for (const [index, each] of pastMembers.entries()) {
    const age = index === 0 ? 90 * day : 90 * day - index * 9 * minute;
    const detail = { role: each.role, by: index === 0 ? 'settings' : 'admin' };
    note(age, { kind: 'member.created', member: index === 0 ? null : demo, subject: each.email, detail });
    for (let days = 89; days >= 0; days -= 1) {
      const isIn = each.share > 2 ? isWorkday(days) : random.chance(0.25);
      const event = { kind: 'sign-in.succeeded' as const, member: each, subject: each.email, detail: {} };
      if (isIn) note(days * day + 8 * hour + random.integer(0, 50 * minute), event);
    }
  }
  for (const { age, name, member: maker, shared, q } of pastViews)
    note(age, { kind: 'view.saved', member: maker, subject: name, detail: { shared, q } });
  for (const days of [76, 49, 27, 12, 3]) {
    const detail = { q: 'vero:newsletter', users: random.integer(480, 520) };
    note(days * day + 5 * hour, { kind: 'users.exported', member: elena, subject: 'users.csv', detail });
  }
  for (const [index, provider] of ['vero', 'cerego', 'capillary', 'fragment'].entries()) {
    const age = 3 * hour - index * 4_000;
    note(age, { kind: 'provider.check-asked', member: demo, subject: provider, detail: {} });
    note(age - 700, { kind: 'provider.checked', member: demo, subject: provider, detail: { ok: true } });
  }
}

/** Counted back from the first start, so that the past is the same whatever the day. */
export function isWorkday(daysAgo: number): boolean {
  return daysAgo % 7 !== 5 && daysAgo % 7 !== 6;
}
