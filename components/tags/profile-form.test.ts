import { expect, test } from 'vitest';
import { changedValues, valuesOf } from './profile-form.ts';

const profile = {
  email: 'amara@kestrel.example',
  data: { first_name: 'Amara', seats: 4 },
  channels: [{ type: 'push', address: 'token-1', platform: 'ios' }],
};

test('the form opens with what was last sent, else with the e-mail that is known', () => {
  expect(valuesOf(profile, 'other@kestrel.example')).toMatchObject({
    email: 'amara@kestrel.example',
    data: [
      { key: 'first_name', value: 'Amara' },
      { key: 'seats', value: '4' },
    ],
  });
  expect(valuesOf(null, 'other@kestrel.example').email).toBe('other@kestrel.example');
});

test('only what was changed is sent', () => {
  const values = valuesOf(profile, '');
  const changed = { ...values, data: [...values.data, { key: 'lifecycle', value: 'evaluating' }] };
  expect(changedValues(changed, profile)).toEqual({
    email: '',
    data: [{ key: 'lifecycle', value: 'evaluating' }],
    channels: [],
  });
});

test('a first profile is sent as it stands', () => {
  const values = valuesOf(null, 'amara@kestrel.example');
  expect(changedValues(values, null).email).toBe('amara@kestrel.example');
});
