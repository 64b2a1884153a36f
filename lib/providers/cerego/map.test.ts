import { expect, test } from 'vitest';
import { fromWrite, toHeldTag, toHeldTags } from './map.ts';
import { tagReply, usersReply } from './wire.ts';

const types = [{ id: '3', name: 'Region' }];

function resource(typeId: string, value: string, owner = '1185304') {
  const relationships = {
    user: { data: { id: owner, type: 'users' } },
    'partner-user-tag-type': { data: { id: typeId, type: 'partner-user-tag-types' } },
  };
  return { id: '84918', type: 'partner-user-tags', attributes: { value }, relationships };
}

test('the documented answer is a tag with its id; an unknown type is named by its id', () => {
  const known = tagReply.parse({ data: resource('3', 'California') }).data;
  expect(toHeldTag(known, types)).toEqual({ key: 'Region', value: 'California', providerTagId: '84918' });
  const unknown = tagReply.parse({ data: resource('13', 'x') }).data;
  expect(toHeldTag(unknown, types)?.key).toBe('Type 13');
});

test('underscored keys are read like dashed ones', () => {
  const { relationships, ...rest } = resource('3', 'California');
  const underscored = {
    user: relationships.user,
    partner_user_tag_type: relationships['partner-user-tag-type'],
  };
  const parsed = tagReply.parse({ data: { ...rest, relationships: underscored } }).data;
  expect(toHeldTag(parsed, types)?.key).toBe('Region');
});

test('a write is confirmed only by an answer that shows this value of this user', () => {
  const operation = { verb: 'add' as const, key: 'Region', value: 'California' };
  const outcomeOf = (answered: object) =>
    fromWrite(
      operation,
      { userId: '1185304', typeId: '3', tagId: null },
      tagReply.parse({ data: answered }).data,
      types,
    ).result.outcome;
  expect(outcomeOf(resource('3', 'California'))).toBe('confirmed');
  expect(outcomeOf(resource('3', 'Nevada'))).toBe('unknown');
  expect(outcomeOf(resource('3', 'California', '7'))).toBe('unknown');
  expect(outcomeOf({ id: '84918' })).toBe('unknown');
});

test('links without values, or no links at all, are not "no tags"', () => {
  const page = (relationships: object, included: object[]) => {
    const reply = usersReply.parse({
      data: [{ id: '1', relationships }],
      included,
      meta: { 'total-pages': 1 },
    });
    const [user] = reply.data;
    return user ? toHeldTags(user, reply, types) : null;
  };
  const linked = { 'partner-user-tags': { data: [{ id: '84918', type: 'partner-user-tags' }] } };
  expect(page(linked, [resource('3', 'California')])).toHaveLength(1);
  expect(page(linked, [])).toBeNull();
  expect(page({}, [])).toBeNull();
  expect(page({ 'partner-user-tags': { data: [] } }, [])).toEqual([]);
});
