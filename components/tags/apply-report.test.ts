import { expect, test } from 'vitest';
import type { Operation } from '#lib/providers/contract.ts';
import type { ChangeReport, Outcome } from '#lib/shared/changes.ts';
import type { ShownUser } from '#lib/shared/users.ts';
import { applyReport } from './apply-report.ts';

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
  };
  const state = { connected: true, canRead: true, keys: null };
  return {
    id: 7,
    name: 'Amara',
    email: '',
    createdAt: before,
    changedAt: before,
    identities: [identity],
    providers: { vero: state, cerego: state, capillary: state, fragment: state },
  };
}

function report(operation: Operation, outcome: Outcome, pending = false): ChangeReport {
  return {
    changeId: 3,
    provider: 'vero',
    operations: [operation],
    outcomes: [{ outcome, code: null, message: null, hint: null }],
    outcome,
    pending,
    notBefore: now,
  };
}

const add = { verb: 'add' as const, key: 'prospect', value: null };
const tagsOf = (user: ShownUser) => user.identities[0]?.tags.map((tag) => `${tag.key} ${tag.proof}`);

test('an accepted tag is shown as accepted, never as confirmed', () => {
  expect(tagsOf(applyReport(userWith(), report(add, 'accepted'), now))).toEqual(['prospect accepted']);
});

test('a tag is shown as the provider keeps it', () => {
  const asked = report({ verb: 'add', key: 'vip', value: null }, 'confirmed');
  const kept = {
    ...asked,
    outcomes: asked.outcomes.map((outcome) => ({ ...outcome, kept: { key: 'VIP', value: null } })),
  };
  expect(tagsOf(applyReport(userWith('vip', 'a'), kept, now))).toEqual(['a imported', 'VIP confirmed']);
});

test('a refused tag is not there', () => {
  expect(tagsOf(applyReport(userWith('a'), report(add, 'refused'), now))).toEqual(['a imported']);
});

test('a removal without an answer leaves the tag, in doubt', () => {
  const remove = { verb: 'remove' as const, key: 'a', value: null };
  expect(tagsOf(applyReport(userWith('a'), report(remove, 'unknown'), now))).toEqual(['a unknown']);
});

test('a queued change stands among the open ones until its answer takes it away', () => {
  const queued = applyReport(userWith(), report(add, 'no-op', true), now);
  expect(queued.identities[0]?.open).toHaveLength(1);
  const closed = applyReport(queued, report(add, 'accepted'), now);
  expect(closed.identities[0]?.open).toEqual([]);
  expect(tagsOf(closed)).toEqual(['prospect accepted']);
});
