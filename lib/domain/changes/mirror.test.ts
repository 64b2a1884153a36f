import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { MirrorTag } from '#lib/shared/changes.ts';
import { inverseOf } from './inverse.ts';
import { applyOutcomes, isNoOp, isSatisfied, revertUnknown } from './mirror.ts';

const at = '2026-11-21T10:00:00.000Z';
const tag = (
  key: string,
  value: string | null = null,
  proof: MirrorTag['proof'] = 'confirmed',
): MirrorTag => ({
  key,
  value,
  proof,
  proofAt: '2026-11-01T00:00:00.000Z',
  providerTagId: null,
});
const texts = (tags: readonly MirrorTag[]) => tags.map(({ key, value, proof }) => [key, value, proof]);

test('a refused or failed operation leaves the mirror as it was', () => {
  const known = [tag('a')];
  for (const outcome of ['refused', 'failed', 'cancelled', 'no-op'] as const) {
    const learnt = applyOutcomes(known, {
      operations: [{ verb: 'remove', key: 'a', value: null }],
      outcomes: [{ outcome }],
      shown: null,
      at,
    });
    expect(learnt).toEqual(known);
  }
});

test('doubt takes the proof, not the value', () => {
  const operations: Operation[] = [
    { verb: 'update', key: 'plan', value: 'team' },
    { verb: 'add', key: 'seat', value: 'owner' },
  ];
  const outcomes = [{ outcome: 'unknown' }, { outcome: 'unknown' }] as const;
  const learnt = applyOutcomes([tag('plan', 'free')], { operations, outcomes, shown: null, at });
  expect(texts(learnt)).toEqual([
    ['plan', 'free', 'unknown'],
    ['seat', 'owner', 'unknown'],
  ]);
  expect(texts(revertUnknown(learnt, [tag('plan', 'free')], ['plan', 'seat']))).toEqual([
    ['plan', 'free', 'confirmed'],
  ]);
});

test('the provider’s own list replaces everything, also what came from a file', () => {
  const shown = [{ key: 'plan', value: 'team', providerTagId: '9' }];
  const learnt = applyOutcomes([tag('old', 'x', 'imported')], { operations: [], outcomes: [], shown, at });
  expect(learnt).toEqual([
    { key: 'plan', value: 'team', providerTagId: '9', proof: 'confirmed', proofAt: at },
  ]);
});

test('only a proven tag spares the call', () => {
  const add: Operation = { verb: 'add', key: 'a', value: null };
  expect(isNoOp([tag('a')], add, true)).toBe(true);
  expect(isNoOp([tag('a', null, 'imported')], add, true)).toBe(false);
  const accepted = [tag('a', null, 'accepted')];
  expect([isNoOp(accepted, add, true), isNoOp(accepted, add, true, true)]).toEqual([true, false]);
  expect(isNoOp([tag('A')], add, true)).toBe(false);
  const remove: Operation = { verb: 'remove', key: 'b', value: null };
  expect(isNoOp([tag('a')], remove, true)).toBe(true);
  expect(isNoOp([tag('a')], remove, false)).toBe(false);
});

const keys = fc.constantFrom('plan', 'seat', 'tier');
const values = fc.constantFrom('one', 'two');
const held = fc.uniqueArray(fc.record({ key: keys, value: values }), { selector: ({ key }) => key });
const wanted = fc.uniqueArray(
  fc.record({ verb: fc.constantFrom('add', 'update', 'set', 'remove'), key: keys, value: values }),
  { selector: ({ key }) => key, minLength: 1 },
);

test('applied operations are satisfied, and their inverse leads back to where it began', () => {
  fc.assert(
    fc.property(held, wanted, (before, operations: Operation[]) => {
      const known = before.map(({ key, value }) => tag(key, value));
      const apply = (tags: readonly MirrorTag[], asked: readonly Operation[]) =>
        applyOutcomes(tags, {
          operations: asked,
          outcomes: asked.map(() => ({ outcome: 'confirmed' as const })),
          shown: null,
          at,
        });
      const after = apply(known, operations);
      for (const operation of operations) expect(isSatisfied(after, operation)).toBe(true);

      const outcomes = operations.map(() => ({ outcome: 'confirmed' as const }));
      const back = inverseOf({ operations, outcomes, before: known }, capabilitiesOf('fragment'));
      expect(back.impossible).toEqual([]);
      const content = (tags: readonly MirrorTag[]) =>
        tags.map(({ key, value }) => `${key}=${value}`).toSorted();
      expect(content(apply(after, back.operations))).toEqual(content(known));
    }),
  );
});
