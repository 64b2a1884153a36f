import { expect, test } from 'vitest';
import { type EditsState, noEdits, reduceEdits } from './edits-state.ts';
import type { Notice } from './notice.ts';

const notice = (id: string, tagKey: string): Notice => ({
  id,
  provider: 'vero',
  tagKey,
  title: `Vero refused “${tagKey}”.`,
  words: null,
  code: null,
  meaning: null,
  offers: [],
});

const edit = (id: number, key: string) => ({
  id,
  provider: 'vero' as const,
  operations: [{ verb: 'add' as const, key, value: null }],
  at: '2026-11-20T09:38:00.000Z',
});

const told = (state: EditsState) => state.notices.map(({ id }) => id);

test('a new try at a tag takes away what was said about the last one, and only that', () => {
  const before = { ...noEdits, notices: [notice('1', 'a'), notice('2', 'b')] };
  expect(told(reduceEdits(before, { type: 'sent', edit: edit(1, 'a') }))).toEqual(['2']);
});

test('an outcome that arrives twice is told once', () => {
  const once = reduceEdits(noEdits, { type: 'noticed', notices: [notice('9:a', 'a')] });
  expect(told(reduceEdits(once, { type: 'noticed', notices: [notice('9:a', 'a')] }))).toEqual(['9:a']);
});

test('each answer ends its own edit, in whatever order they come', () => {
  const first = reduceEdits(noEdits, { type: 'sent', edit: edit(1, 'a') });
  const both = reduceEdits(first, { type: 'sent', edit: edit(2, 'b') });
  expect(reduceEdits(both, { type: 'answered', id: 2, notices: [] }).sending.map(({ id }) => id)).toEqual([
    1,
  ]);
});

test('a lost edit is looked for until it is found, dismissed or tried again, and no longer', () => {
  const asked = { id: 'sent-1', provider: 'vero' as const, subject: '“a”', tagKey: 'a' };
  const noticed = reduceEdits(noEdits, { type: 'noticed', notices: [notice('sent-1', 'a')] });
  const lost = reduceEdits(noticed, { type: 'lost', edit: { asked, at: 0, isLine: () => false } });
  const unseen = reduceEdits(lost, { type: 'not-shown', noticeId: 'sent-1', readAt: '10:42:07' });
  expect(unseen.notices[0]?.meaning).toContain('10:42:07');
  expect(unseen.lost).toHaveLength(1);
  for (const end of [
    { type: 'found', noticeId: 'sent-1' },
    { type: 'dismissed', noticeId: 'sent-1' },
    { type: 'sent', edit: edit(2, 'a') },
  ] as const) {
    const ended = reduceEdits(unseen, end);
    expect({ notices: told(ended), lost: ended.lost }).toEqual({ notices: [], lost: [] });
  }
});
