import { expect, test } from 'vitest';
import { formatDrift, formatGiver, sideOf } from './drift-words.ts';

const clock = { now: Date.parse('2026-11-30T12:00:00Z'), zone: 'UTC' };
const given = { by: 'Ana', at: '2026-11-03T09:00:00Z', run: null };
const plan = { provider: 'fragment', key: 'plan', direction: 'other', ours: 'pro', theirs: 'team' } as const;
const label = { provider: 'capillary', key: 'VIP', ours: null, theirs: null } as const;

test('what a provider says, and who said otherwise', () => {
  expect(formatDrift({ ...plan, given }, clock)).toBe('FRAGMENT says team, Ana set pro on 3 Nov');
  expect(formatDrift({ ...plan, direction: 'gone', theirs: null, given }, clock)).toBe(
    'FRAGMENT says nothing, Ana set pro on 3 Nov',
  );
  expect(formatDrift({ ...label, direction: 'gone', given }, clock)).toBe(
    'Capillary says nothing of VIP, Ana added VIP on 3 Nov',
  );
  expect(formatDrift({ ...label, direction: 'found', given }, clock)).toBe(
    'Capillary says VIP, Ana removed it on 3 Nov',
  );
  const nobody = { by: null, at: null, run: null };
  expect(formatDrift({ ...label, direction: 'found', given: nobody }, clock)).toBe(
    'Capillary says VIP, here it was not known',
  );
  expect(formatDrift({ ...plan, given: nobody }, clock)).toBe('FRAGMENT says team, here it was pro');
});

test('days near now are told in words', () => {
  const at = '2026-11-30T09:00:00Z';
  expect(formatDrift({ ...plan, given: { ...given, at } }, clock)).toBe(
    'FRAGMENT says team, Ana set pro today',
  );
  expect(formatGiver({ ...given, at: '2026-11-29T09:00:00Z' }, clock.now, 'UTC')).toBe('Ana, yesterday');
});

test('each side as a tag, or nothing', () => {
  expect([sideOf(plan, 'ours'), sideOf(plan, 'theirs')]).toEqual(['plan = pro', 'plan = team']);
  const gone = { ...label, direction: 'gone' } as const;
  expect([sideOf(gone, 'ours'), sideOf(gone, 'theirs')]).toEqual(['VIP', null]);
});
