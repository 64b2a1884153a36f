import { expect, test } from 'vitest';
import type { RunDetail } from '#lib/shared/runs.ts';
import { runProviderOf } from '../testing.ts';
import { countToChoose, foreseenAt, formatChoice, formatChosen, formatForeseen } from './foreseen.ts';

const reason = (status: 'no-value' | 'refused' | 'change', cause: 'absent' | 'no-label', count: number) => ({
  status,
  reason: status === 'change' ? null : 'why',
  cause,
  key: cause === 'absent' ? 'Cohort' : 'Q4',
  count,
});
const cure = (
  choice: 'add' | 'leave',
  cause: 'absent' | 'no-label' = 'absent',
): RunDetail['cures'][number] => ({
  provider: cause === 'absent' ? 'cerego' : 'capillary',
  cause,
  key: cause === 'absent' ? 'Cohort' : 'Q4',
  choice,
  to: null,
  by: 'Bo',
  mine: choice === 'add',
});
const part = (provider: 'cerego' | 'capillary', ...reasons: ReturnType<typeof reason>[]) => {
  const own = runProviderOf({ provider, state: 'planned' });
  return { ...own, plan: { ...own.plan, reasons } };
};

test('what nobody has chosen anything for is counted, and said with what it costs', () => {
  const parts = [
    part('cerego', reason('no-value', 'absent', 70)),
    part('capillary', reason('refused', 'no-label', 202)),
  ];
  expect(countToChoose({ providers: parts, cures: [] })).toBe(272);
  expect(countToChoose({ providers: parts, cures: [cure('leave', 'no-label')] })).toBe(70);
  const [cohort] = foreseenAt(part('cerego', reason('no-value', 'absent', 70)), []);
  if (!cohort) throw new Error('Nothing is foreseen.');
  expect(formatForeseen(cohort)).toEqual({
    strong: '70 have no “Cohort” at Cerego.',
    rest: 'An update needs a value to replace. A first value at Cerego cannot be taken away again.',
  });
  expect(formatForeseen({ ...cohort, cause: 'unseen' }).rest).toContain('Cerego was not checked for them');
  expect(formatChoice('add', cohort)).toBe('Add instead, 70');
  expect(formatChoice('update', { ...cohort, cause: 'unseen' })).toBe('Update anyway, 70');
});

test('what was chosen leaves a line that says by whom', () => {
  const [added] = foreseenAt(part('cerego', reason('change', 'absent', 14)), [cure('add')]);
  const [left] = foreseenAt(part('cerego', reason('no-value', 'absent', 9)), [cure('leave')]);
  expect(added && formatChosen(added)).toEqual({
    strong: '14 without “Cohort”',
    rest: 'added instead, as you chose.',
  });
  expect(foreseenAt(part('cerego'), [cure('add')])).toEqual([]);
  expect(left && formatChosen(left)).toEqual({
    strong: '9 without “Cohort”',
    rest: 'left out, as Bo chose.',
  });
});
