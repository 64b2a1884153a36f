import { expect, test } from 'vitest';
import type { ChangeReport, MirrorTag } from '#lib/shared/changes.ts';
import type { ShownUser } from '#lib/shared/users.ts';
import { applyReport } from './apply-report.ts';
import { paintTags } from './shown-tags.ts';

const before = '2026-11-20T09:00:00.000Z';
const now = '2026-11-20T09:38:00.000Z';

function userWith(...keys: string[]): ShownUser {
  const tags = keys.map((key) => ({
    key,
    value: null,
    proof: 'imported' as const,
    proofAt: before,
    colour: null,
  }));
  const identity = {
    id: 1,
    provider: 'vero' as const,
    externalId: '48213',
    readAt: null,
    profile: null,
    sameAs: null,
    tags,
    open: [],
    drift: [],
    otherName: null,
    otherEmail: null,
    asOf: before,
  };
  const state = { connected: true, canRead: true, keys: null };
  return {
    id: 7,
    name: 'Amara',
    email: '',
    createdAt: before,
    changedAt: before,
    identities: [identity],
    lastAct: null,
    providers: { vero: state, cerego: state, capillary: state, fragment: state },
  };
}

const add = { verb: 'add' as const, key: 'prospect', value: null };

/** `after`: keys with their proof; null: queued. */
function report(after: Record<string, MirrorTag['proof']> | null, closedAt = now): ChangeReport {
  const outcome = after ? 'accepted' : 'pending';
  const tags = Object.entries(after ?? {}).map(([key, proof]) => ({
    key,
    value: null,
    proof,
    proofAt: closedAt,
    providerTagId: 'a-1',
  }));
  return {
    changeId: 3,
    provider: 'vero',
    operations: [add],
    outcomes: after ? [{ outcome: 'accepted', code: null, message: null, hint: null }] : [],
    outcome,
    pending: after === null,
    notBefore: now,
    after: after && tags,
    closedAt: after && closedAt,
  };
}

const tagsOf = (user: ShownUser) => user.identities[0]?.tags.map((tag) => `${tag.key} ${tag.proof}`);

test('the tags are those that the change left, in their colours', () => {
  const user = userWith('a', 'vip');
  for (const tag of user.identities[0]?.tags ?? []) tag.colour = 'teal';
  const told = applyReport(user, report({ a: 'unknown', VIP: 'accepted' }), now);
  expect(told.identities[0]?.tags).toEqual([
    { key: 'a', value: null, proof: 'unknown', proofAt: now, colour: 'teal' },
    { key: 'VIP', value: null, proof: 'accepted', proofAt: now, colour: null },
  ]);
});

test('of two answers the state of the later end stays, in whatever order they come', () => {
  const later = report({ prospect: 'accepted', b: 'accepted' }, '2026-11-20T09:39:00.000Z');
  const told = [later, report({ prospect: 'accepted' })].reduce(
    (user, each) => applyReport(user, each, now),
    userWith(),
  );
  expect(tagsOf(told)).toEqual(['prospect accepted', 'b accepted']);
});

test('what was read after the change ended is not overwritten', () => {
  const user = userWith('read-since');
  for (const identity of user.identities) identity.asOf = '2026-11-20T09:39:00.000Z';
  expect(tagsOf(applyReport(user, report({ prospect: 'accepted' }), now))).toEqual(['read-since imported']);
});

test('an edit that still waits for its answer stays painted over the answer to another', () => {
  const told = applyReport(userWith('a'), report({ a: 'accepted' }), now);
  const sent = { operations: [add], at: now };
  const painted = paintTags(told.identities[0]?.tags ?? [], told.identities[0]?.open ?? [], [sent]);
  expect(painted.map(({ key, underWay }) => [key, underWay])).toEqual([
    ['a', null],
    ['prospect', 'adding'],
  ]);
});

test('a queued change stands among the open ones until its answer takes it away', () => {
  const queued = applyReport(userWith('a'), report(null), now);
  expect(queued.identities[0]?.open).toHaveLength(1);
  expect(tagsOf(queued)).toEqual(['a imported']);
  const closed = applyReport(queued, report({ a: 'imported', prospect: 'accepted' }), now);
  expect(closed.identities[0]?.open).toEqual([]);
  expect(tagsOf(closed)).toEqual(['a imported', 'prospect accepted']);
});
