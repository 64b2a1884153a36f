import { expect, test } from 'vitest';
import { createCircuitBreaker } from './circuit-breaker.ts';

const start = { state: 'ready', reason: null, since: null, until: null } as const;
const answer = (signal: 'ok' | 'outage' | 'unauthorized' | 'forbidden', isNews = true) => ({
  signal,
  reason: signal === 'ok' ? null : 'No.',
  restMs: 0,
  isNews,
});

test('one 401 makes the lane ask with one change at a time, three in a row block it', () => {
  const breaker = createCircuitBreaker(start);
  breaker.note(answer('unauthorized'), 0);
  expect(breaker.view()).toMatchObject({ state: 'open', until: 1_000 });
  expect([breaker.slots(0, 8), breaker.slots(1_000, 8)]).toEqual([0, 1]);
  // Those in flight are no further tries.
  for (let more = 0; more < 7; more += 1) breaker.note(answer('unauthorized'), 10);
  expect(breaker.view().state).toBe('open');
  breaker.note(answer('unauthorized'), 1_000);
  expect(breaker.view()).toMatchObject({ state: 'open', until: 3_000 });
  breaker.note(answer('unauthorized'), 3_000);
  expect(breaker.view()).toMatchObject({ state: 'blocked', until: null });
  expect(breaker.slots(1e9, 8)).toBe(0);
});

test('a good answer between two 401s clears the credentials', () => {
  const breaker = createCircuitBreaker(start);
  for (let now = 0; now < 100_000; now += 10_000) {
    breaker.note(answer('unauthorized'), now);
    breaker.note(answer('ok'), now + 5_000);
    expect(breaker.view().state).toBe('ready');
  }
});

test('changes that are not allowed block only when five different ones come in a row', () => {
  const breaker = createCircuitBreaker(start);
  for (let more = 0; more < 4; more += 1) breaker.note(answer('forbidden'), 0);
  // The same one again.
  for (let more = 0; more < 20; more += 1) breaker.note(answer('forbidden', false), 0);
  expect(breaker.view().state).toBe('ready');
  breaker.note(answer('ok'), 0);
  for (let more = 0; more < 4; more += 1) breaker.note(answer('forbidden'), 0);
  expect(breaker.view().state).toBe('ready');
  breaker.note(answer('forbidden'), 0);
  expect(breaker.view().state).toBe('blocked');
});

test('after “go on” those that were refused before pass by one at a time and block nothing', () => {
  const breaker = createCircuitBreaker(start);
  for (let more = 0; more < 5; more += 1) breaker.note(answer('forbidden'), 0);
  breaker.resume(10);
  expect(breaker.resumed()).toBe(true);
  for (let now = 10; now < 20; now += 1) {
    expect(breaker.slots(now, 8)).toBe(1);
    breaker.note(answer('forbidden', false), now);
  }
  expect(breaker.view().state).toBe('open');
  breaker.note(answer('ok'), 20);
  expect([breaker.view().state, breaker.resumed()]).toEqual(['ready', false]);
});

test('a refused call does not slow down the probes of an outage', () => {
  const breaker = createCircuitBreaker(start);
  for (let more = 0; more < 5; more += 1) breaker.note(answer('outage'), 0);
  expect(breaker.slots(2_000, 8)).toBe(1);
  breaker.note(answer('forbidden'), 2_000);
  expect(breaker.slots(2_000, 8)).toBe(1);
});
