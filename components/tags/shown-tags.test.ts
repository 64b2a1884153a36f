import { expect, test } from 'vitest';
import type { ShownTag } from '#lib/shared/users.ts';
import { keepOrder, paintTags, tagName } from './shown-tags.ts';

const at = '2026-11-20T09:38:00.000Z';

function held(key: string, value: string | null = null): ShownTag {
  return { key, value, proof: 'confirmed', proofAt: at, colour: null };
}

function sent(verb: 'add' | 'remove' | 'update' | 'set', key: string, value: string | null = null) {
  return { operations: [{ verb, key, value }], at };
}

test('an added tag stands last, pending, before any answer', () => {
  const painted = paintTags([held('newsletter')], [], [sent('add', 'prospect')]);
  expect(painted.map((tag) => [tag.key, tag.proof, tag.underWay])).toEqual([
    ['newsletter', 'confirmed', null],
    ['prospect', 'pending', 'adding'],
  ]);
});

test('a tag that is being removed stays until the answer, marked as pending', () => {
  const [tag] = paintTags([held('prospect')], [], [sent('remove', 'prospect')]);
  expect(tag).toMatchObject({ key: 'prospect', proof: 'pending', underWay: 'removing' });
});

test('an update shows the new value and remembers the old one', () => {
  const [tag] = paintTags([held('seat', 'admin')], [], [sent('update', 'seat', 'owner')]);
  expect(tag).toMatchObject({ value: 'owner', earlier: 'admin', underWay: 'changing' });
});

test('two quick updates of one key still show the value that the provider holds as the old one', () => {
  const [tag] = paintTags(
    [held('seat', 'admin')],
    [],
    [sent('update', 'seat', 'owner'), sent('update', 'seat', 'member')],
  );
  expect(tag).toMatchObject({ value: 'member', earlier: 'admin' });
});

test('a change that is recorded as open and still on its way from this page is painted once', () => {
  const open = {
    id: 1,
    operations: [{ verb: 'add' as const, key: 'prospect', value: null }],
    notBefore: at,
    createdAt: at,
  };
  const painted = paintTags([], [open], [sent('add', 'prospect')]);
  expect(painted.map(tagName)).toEqual(['prospect']);
});

test('removing what is not there paints nothing', () => {
  expect(paintTags([], [], [sent('remove', 'prospect')])).toEqual([]);
});

test('tags keep their places when the answer lists them in another order', () => {
  const memory: string[] = [];
  keepOrder([held('b'), held('z')], memory);
  const after = keepOrder([held('a'), held('b'), held('z')], memory);
  expect(after.map((tag) => tag.key)).toEqual(['b', 'z', 'a']);
});
