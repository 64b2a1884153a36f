/** What a provider's answers in a row say about the provider, and what they do not. */
import { expect, test } from 'vitest';
import { createHealth } from './lane-health.ts';

const start = { state: 'ready', reason: null, since: null, until: null } as const;
const answer = (sign: 'ok' | 'outage' | 'unauthorized' | 'forbidden', isNews = true) => ({
  sign,
  reason: sign === 'ok' ? null : 'No.',
  restMs: 0,
  isNews,
});

test('one 401 makes the lane ask with one change at a time, three in a row block it', () => {
  const health = createHealth(start);
  health.note(answer('unauthorized'), 0);
  expect(health.view()).toMatchObject({ state: 'open', until: 1_000 });
  expect([health.slots(0, 8), health.slots(1_000, 8)]).toEqual([0, 1]);
  // Those that were on their way already are no further tries.
  for (let more = 0; more < 7; more += 1) health.note(answer('unauthorized'), 10);
  expect(health.view().state).toBe('open');
  health.note(answer('unauthorized'), 1_000);
  expect(health.view()).toMatchObject({ state: 'open', until: 3_000 });
  health.note(answer('unauthorized'), 3_000);
  expect(health.view()).toMatchObject({ state: 'blocked', until: null });
  expect(health.slots(1e9, 8)).toBe(0);
});

test('a good answer between two 401s clears the credentials', () => {
  const health = createHealth(start);
  for (let now = 0; now < 100_000; now += 10_000) {
    health.note(answer('unauthorized'), now);
    health.note(answer('ok'), now + 5_000);
    expect(health.view().state).toBe('ready');
  }
});

test('changes that are not allowed block only when five different ones come in a row', () => {
  const health = createHealth(start);
  for (let more = 0; more < 4; more += 1) health.note(answer('forbidden'), 0);
  // The same one again, as often as may be.
  for (let more = 0; more < 20; more += 1) health.note(answer('forbidden', false), 0);
  expect(health.view().state).toBe('ready');
  health.note(answer('ok'), 0);
  for (let more = 0; more < 4; more += 1) health.note(answer('forbidden'), 0);
  expect(health.view().state).toBe('ready');
  health.note(answer('forbidden'), 0);
  expect(health.view().state).toBe('blocked');
});

test('after “go on” those that were refused before pass by one at a time and block nothing', () => {
  const health = createHealth(start);
  for (let more = 0; more < 5; more += 1) health.note(answer('forbidden'), 0);
  health.resume(10);
  expect(health.resumed()).toBe(true);
  for (let now = 10; now < 20; now += 1) {
    expect(health.slots(now, 8)).toBe(1);
    health.note(answer('forbidden', false), now);
  }
  expect(health.view().state).toBe('open');
  health.note(answer('ok'), 20);
  expect([health.view().state, health.resumed()]).toEqual(['ready', false]);
});

test('a refused call does not slow down the probes of an outage', () => {
  const health = createHealth(start);
  for (let more = 0; more < 5; more += 1) health.note(answer('outage'), 0);
  expect(health.slots(2_000, 8)).toBe(1);
  health.note(answer('forbidden'), 2_000);
  expect(health.slots(2_000, 8)).toBe(1);
});
