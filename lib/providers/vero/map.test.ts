import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromReply, toIdentify, toTagsEdit } from './map.ts';

test('both lists are there even when one is empty', () => {
  const operations = [{ verb: 'add' as const, key: 'prospect', value: null }];
  for (const id of ['007', 'mail.as.id@mail.example'])
    expect(toTagsEdit({ externalId: id, operations })).toEqual({ id, add: ['prospect'], remove: [] });
});

test.each([
  ['Success.', 'accepted'],
  [' success ', 'accepted'],
  ['Request already received.', 'failed'],
  ['Something new', 'unknown'],
  ['', 'unknown'],
  [null, 'unknown'],
])('%j means %s', (message, outcome) => {
  const result = fromReply({ status: 200, message });
  expect(result.outcome).toBe(outcome);
  if (outcome !== 'accepted') expect(result.hint).not.toBeNull();
});

test('a time zone is sent as a number, every other property as text, and null not at all', () => {
  const data = {
    timezone: '-7',
    language: 'en-GB',
    userAgent: 'Firefox',
    seats: 4,
    trial: false,
    gone: null,
  };
  expect(toIdentify('007', { data })).toEqual({
    id: '007',
    data: { timezone: -7, language: 'en-GB', userAgent: 'Firefox', seats: '4', trial: 'false' },
  });
});

test('what is no time zone is not sent', () => {
  expect(toIdentify('007', { data: { timezone: 'Pacific' } })).toBeNull();
});

test('any properties whatever go out in the types that the document gives', () => {
  const value = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), fc.integer({ min: -12, max: 14 }), (data, timezone) => {
      const body = toIdentify('1', { data: { ...data, timezone } });
      const { timezone: hours, ...others } = body?.data ?? {};
      expect(hours).toBe(timezone);
      for (const text of Object.values(others)) expect(typeof text).toBe('string');
    }),
  );
});
