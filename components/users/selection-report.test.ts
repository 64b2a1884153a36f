import { expect, test } from 'vitest';
import { noOutcomes, type OutcomeCounts } from '#lib/shared/runs.ts';
import { formatSelectionProgress, formatSelectionReport, type SelectionEdit } from './selection-report.ts';

const edit: SelectionEdit = { verb: 'add', name: 'vip', provider: 'vero', isUndoable: true, undoes: false };
const report = (counts: Partial<OutcomeCounts>, more: Partial<SelectionEdit> = {}) =>
  formatSelectionReport({ ...edit, ...more }, { counts: { ...noOutcomes, ...counts } });

test('what was only accepted wears no check', () => {
  expect(report({ accepted: 4 })).toEqual({
    text: 'Tag vip added at Vero for 4 users',
    tone: 'info',
    mark: 'accepted',
  });
});

test('a removal and what takes an edit back are named as such', () => {
  expect(report({ confirmed: 1 }, { verb: 'remove', provider: 'capillary' })).toMatchObject({
    text: 'Tag vip removed at Capillary for 1 user',
    mark: 'confirmed',
  });
  expect(report({ accepted: 2 }, { undoes: true }).text).toBe('Change of vip taken back at Vero for 2 users');
});

test('the worst outcome gives mark and tone', () => {
  expect(report({ accepted: 3, refused: 1, unknown: 2 })).toEqual({
    text: 'Tag vip added at Vero for 3 users, 1 refused, 2 unknown',
    tone: 'danger',
    mark: 'refused',
  });
  expect(report({ unknown: 2 })).toEqual({
    text: 'Tag vip at Vero: 2 unknown',
    tone: 'warn',
    mark: 'unknown',
  });
  expect(report({ accepted: 1, cancelled: 2 })).toMatchObject({ mark: 'cancelled' });
});

test('while it is sent', () => {
  expect(formatSelectionProgress(edit, 5)).toBe('Adding vip at Vero for 5 users');
});
