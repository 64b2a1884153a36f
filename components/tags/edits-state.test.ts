import { expect, test } from 'vitest';
import { noEdits, reduceEdits } from './edits-state.ts';

const edit = (id: string, key: string) => ({
  id,
  provider: 'vero' as const,
  operations: [{ verb: 'add' as const, key, value: null }],
  at: '2026-11-20T09:38:00.000Z',
});

test('each answer ends its own edit, in whatever order they come', () => {
  const first = reduceEdits(noEdits, { type: 'sent', edit: edit('1', 'a') });
  const both = reduceEdits(first, { type: 'sent', edit: edit('2', 'b') });
  expect(reduceEdits(both, { type: 'answered', id: '2' }).sending.map(({ id }) => id)).toEqual(['1']);
});
