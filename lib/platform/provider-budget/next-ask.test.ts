import { expect, test } from 'vitest';
import { blockOf, nextAskAt, type State, spareOf } from './next-ask.ts';

const now = 10_000;
const idle: State = {
  now,
  edits: 0,
  expectedUntil: null,
  keptUntil: null,
  runs: 0,
  spare: 0,
  spareThere: 0,
  inFlight: 0,
  held: 0,
  stock: 0,
  block: 1,
  owed: 0,
  mustTell: false,
  askedAt: now - 5,
  idleSince: null,
  editsAgainAt: 0,
  runsAgainAt: 0,
};

test.each<[string, Partial<State>, number]>([
  ['who holds and wants nothing never asks', {}, Number.POSITIVE_INFINITY],
  ['an edit asks at once', { edits: 1 }, 0],
  [
    'an edit that found nothing asks again when it was told to',
    { edits: 1, editsAgainAt: now + 15 },
    now + 15,
  ],
  ['a pause is told at once', { mustTell: true }, now],
  ['what is owed goes back as soon as a call ends', { owed: 1, held: 2, inFlight: 1 }, now],
  ['what is owed waits for a call to end', { owed: 1, held: 2, inFlight: 2 }, now - 5 + 1_000],
  ['what an edit leaves goes back after a moment', { held: 1, idleSince: now }, now + 10],
  ['calls under way are kept alive', { held: 2, inFlight: 2 }, now - 5 + 1_000],
  ['a run that has all it can use asks every 50 ms', { runs: 9, stock: 10, block: 10 }, now + 45],
  ['a run that has used half of it asks after 25 ms', { runs: 9, stock: 5, block: 10 }, now + 20],
  ['a run without starts waits until one is due', { runs: 9, runsAgainAt: now + 625 }, now + 625],
  ['a run that comes after a while asks at once', { runs: 1, askedAt: now - 1_000 }, now - 975],
  ['what was used of what is at hand is asked for in time', { spare: 8, spareThere: 5 }, now + 45],
  ['half of it used, it is asked for sooner', { spare: 8, spareThere: 4 }, now + 20],
  ['what is at hand goes back when nobody edits on', { held: 8, keptUntil: now + 250 }, now + 250],
])('%s', (_, state, at) => {
  expect(nextAskAt({ ...idle, ...state })).toBe(at);
});

test.each([
  [1.6, 1],
  [20, 1],
  [25, 1],
  [40, 2],
  [1_000, 50],
])('at %d a second a run takes %d starts ahead at most', (perSecond, block) => {
  expect(blockOf(perSecond)).toBe(block);
});

test.each([
  [4, 1, 0],
  [8, 1, 1],
  [64, 1, 1],
  [64, 50, 16],
  [200, 50, 16],
])('of %d parallel calls, %d starts ahead, %d are kept at hand for edits', (concurrent, block, spare) => {
  expect(spareOf(concurrent, block)).toBe(spare);
});
