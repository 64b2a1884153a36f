import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { HeldTag, Operation } from '#lib/providers/contract.ts';
import { shownAs } from '#lib/providers/held-as.ts';
import type { MirrorTag } from '#lib/shared/changes.ts';
import { wayBack } from './inverse.ts';
import { applyOutcomes } from './mirror.ts';
import { shownOutcome } from './outcomes.ts';

const at = '2026-11-21T10:00:00.000Z';
const tag = (
  key: string,
  value: string | null = null,
  proof: MirrorTag['proof'] = 'confirmed',
): MirrorTag => ({
  key,
  value,
  proof,
  proofAt: at,
  providerTagId: null,
});
const add = (key: string, value: string | null = null): Operation => ({ verb: 'add', key, value });
const remove = (key: string): Operation => ({ verb: 'remove', key, value: null });
const confirmed = { outcome: 'confirmed' as const };
const capillary = capabilitiesOf('capillary');
const fragment = capabilitiesOf('fragment');

test('what the provider keeps as VIP is taken back as VIP', () => {
  const kept = { key: 'VIP', value: null };
  const change = {
    operations: [add('vip')],
    outcomes: [{ ...confirmed, kept }],
    before: [],
    after: [tag('VIP')],
  };
  expect(wayBack(change, [tag('VIP')], capillary)).toMatchObject({ operations: [remove('VIP')], moved: [] });
  // Lines from before `kept` was recorded: the mirror that they left tells it.
  const old = { ...change, outcomes: [confirmed] };
  expect(wayBack(old, [tag('VIP')], capillary)).toMatchObject({ operations: [remove('VIP')], moved: [] });
});

test('a label that the provider renamed since is taken back by its new name', () => {
  const change = { operations: [add('vip')], outcomes: [confirmed], before: [], after: [tag('vip')] };
  expect(wayBack(change, [tag('Vip')], capillary)).toMatchObject({ operations: [remove('Vip')], moved: [] });
  expect(wayBack(change, [tag('Vip'), tag('VIP')], capillary).moved).toHaveLength(1);
  expect(wayBack(change, [], capillary).moved).toHaveLength(1);
});

test('a value that somebody wrote in another case since is somebody’s work; one that was never shown is not', () => {
  const change = (proof: MirrorTag['proof']) => ({
    operations: [{ verb: 'update' as const, key: 'plan', value: 'Team' }],
    outcomes: [confirmed],
    before: [tag('plan', 'free')],
    after: [tag('plan', 'Team', proof)],
  });
  expect(wayBack(change('confirmed'), [tag('plan', 'team')], fragment).moved).toHaveLength(1);
  expect(wayBack(change('accepted'), [tag('plan', 'team')], fragment).operations).toEqual([
    { verb: 'update', key: 'plan', value: 'free' },
  ]);
});

test('a change of case is taken back as one', () => {
  const change = {
    operations: [remove('Vip'), add('vip')],
    outcomes: [confirmed, confirmed],
    before: [tag('Vip')],
    after: [tag('vip')],
  };
  expect(wayBack(change, [tag('vip')], capillary)).toMatchObject({
    operations: [add('Vip'), remove('vip')],
    moved: [],
  });
});

test('what stood there before under another spelling is not removed', () => {
  const change = {
    operations: [add('vip')],
    outcomes: [{ ...confirmed, kept: { key: 'VIP', value: null } }],
    before: [tag('Vip')],
    after: [tag('VIP')],
  };
  expect(wayBack(change, [tag('VIP')], capillary)).toEqual({ operations: [], moved: [], impossible: [] });
});

const keepings = {
  'as sent': (text: string) => text,
  trimmed: (text: string) => text.trim(),
  'in lower case': (text: string) => text.trim().toLowerCase(),
  'in upper case': (text: string) => text.toUpperCase(),
  'single-spaced': (text: string) => text.trim().replace(/\s+/gu, ' '),
  'without accents': (text: string) => text.normalize('NFD').replace(/\p{M}/gu, ''),
  decomposed: (text: string) => text.normalize('NFD'),
};

/** A provider that keeps text by `keep`: a key is found as it stands, else as it would be kept. */
function applyThere(keep: (text: string) => string, held: readonly HeldTag[], asked: readonly Operation[]) {
  const tags = new Map(held.map(({ key, value }) => [key, value]));
  for (const { verb, key, value } of asked) {
    const place = tags.has(key) ? key : keep(key);
    if (verb === 'remove') tags.delete(place);
    else tags.set(place, value === null ? null : keep(value));
  }
  return [...tags].map(([key, value]) => ({ key, value, providerTagId: null }));
}

const keys = fc.constantFrom('plan', 'Plan', ' Plan', 'Plán', 'seat  one', 'Seat one', 'tier');
const values = fc.constantFrom('One', 'two', 'Dré', 'a  B');
const keeping = fc.constantFrom(...Object.values(keepings));
const texts = (tags: readonly { key: string; value: string | null }[]) =>
  tags.map(({ key, value }) => `${key}=${value}`).toSorted();

test('however a provider keeps text, what is confirmed is taken back to what stood there', () => {
  fc.assert(
    fc.property(
      keeping,
      fc.array(fc.record({ key: keys, value: values }), { maxLength: 3 }),
      fc.record({ verb: fc.constantFrom('set' as const, 'remove' as const), key: keys, value: values }),
      fc.boolean(),
      (keep, seeds, asked, isRecorded) => {
        const operation: Operation = asked.verb === 'remove' ? remove(asked.key) : asked;
        const there = applyThere(
          keep,
          [],
          seeds.map((seed) => ({ verb: 'set' as const, ...seed })),
        );
        const before = there.map(({ key, value }) => tag(key, value));
        const shown = applyThere(keep, there, [operation]);
        const proof = shownAs(operation, shown, { operations: [operation], before });
        if (!proof) {
          expect(texts(shown)).toEqual(texts(there));
          return;
        }
        const outcome = isRecorded ? shownOutcome(proof) : { outcome: 'confirmed' as const };
        const after = applyOutcomes(before, { operations: [operation], outcomes: [outcome], shown, at });
        const change = { operations: [operation], outcomes: [outcome], before, after };
        const back = wayBack(change, after, fragment);
        expect(back.moved).toEqual([]);
        expect(texts(applyThere(keep, shown, back.operations))).toEqual(texts(there));
      },
    ),
    { numRuns: 1_000 },
  );
});
