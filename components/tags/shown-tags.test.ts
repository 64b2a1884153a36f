import { expect, test } from 'vitest';
import type { ShownTag } from '#lib/shared/users.ts';
import { findSharedProof, keepOrder, paintTags, tagName } from './shown-tags.ts';

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

test('tags stand as people sort: letter case aside, 2 before 10; new ones last', () => {
  const memory: string[] = [];
  keepOrder(
    ['campaign-10', 'VIP', 'campaign-2', 'beta', 'Alpha'].map((key) => held(key)),
    memory,
  );
  expect(memory).toEqual(['Alpha', 'beta', 'campaign-2', 'campaign-10', 'VIP']);
  const after = keepOrder(
    ['Alpha', 'aardvark', 'VIP'].map((key) => held(key)),
    memory,
  );
  expect(after.map(({ key }) => key)).toEqual(['Alpha', 'VIP', 'aardvark']);
});

function painted(count: number, proof: ShownTag['proof'], proofAt: string) {
  const tags = Array.from({ length: count }, (_, index) => ({
    ...held(`${proof}-${index}`),
    proof,
    proofAt,
  }));
  return paintTags(tags, [], []);
}

test('a proof that most tags share is found, by kind and minute; what differs is left out', () => {
  const shared = findSharedProof([
    ...painted(6, 'imported', at),
    ...painted(2, 'accepted', at),
    ...painted(3, 'confirmed', '2026-11-21T09:38:00.000Z'),
  ]);
  expect(shared).toMatchObject({ proof: 'imported', proofAt: at });
  expect([...(shared?.keys ?? [])]).toEqual([0, 1, 2, 3, 4, 5].map((index) => `imported-${index}`));
});

test('a minute is one wherever the clock stands', () => {
  const shared = findSharedProof([
    ...painted(3, 'confirmed', '2026-11-20T09:38:59.000Z'),
    ...painted(5, 'confirmed', '2026-11-20T09:39:01.000Z').map((tag) => ({ ...tag, key: `late-${tag.key}` })),
  ]);
  expect(shared?.keys.size).toBe(8);
});

test.each([
  ['few', painted(4, 'imported', at)],
  [
    'less than half',
    ['2026-11-20', '2026-11-21', '2026-11-22'].flatMap((day) =>
      painted(5, 'imported', `${day}T09:38:00.000Z`),
    ),
  ],
  ['of unknown outcome', painted(9, 'unknown', at)],
])('%s share no proof', (_, tags) => {
  expect(findSharedProof(tags)).toBeNull();
});
