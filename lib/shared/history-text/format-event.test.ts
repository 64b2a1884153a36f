import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventGroups, eventKinds, formerEventKinds } from '#lib/shared/history.ts';
import { sentences } from '#lib/testing/event-sentences.ts';
import { triedTo } from './event-text.ts';
import { predicateOf, sentenceOf } from './format-event.ts';

type Detail = Parameters<typeof sentenceOf>[0]['detail'];

const say = (kind: string, actor: string, subject: string, detail: Detail = {}) =>
  sentenceOf({ kind, actor, subject, detail });

test.each(sentences)('%s of %s', (kind, actor, subject, detail, sentence) => {
  expect(say(kind, actor, subject, detail)).toBe(sentence);
});

test('every kind of event has such a sentence', () => {
  expect(new Set(sentences.map(([kind]) => kind))).toEqual(new Set(eventKinds));
});

test('every action that can be refused is told in words, not by its name', () => {
  const folder = new URL('../../actions/', import.meta.url);
  const names = readdirSync(folder).flatMap((file) =>
    [...readFileSync(new URL(file, folder), 'utf8').matchAll(/defineAction\(\s*'(\w+)'/g)].map(
      ([, name]) => name,
    ),
  );
  expect(names.length).toBeGreaterThan(30);
  for (const name of names) expect(triedTo(name ?? '')).toMatch(/^[a-z]+ [a-z’ -]+$/);
});

test('a line that an earlier version wrote reads as a new one', () => {
  for (const [former, kind] of Object.entries(formerEventKinds)) {
    const [, actor, subject, detail, sentence] = sentences.find(([named]) => named === kind) ?? [];
    expect(say(former, actor ?? '', subject ?? '', detail ?? {})).toBe(sentence);
  }
});

test('a kind of another version is told as far as it goes', () => {
  expect(predicateOf({ kind: 'moon.moved', subject: 'Io', detail: { to: 2, toBefore: 1 } })).toBe(
    'moon moved (Io): to 1 → 2',
  );
});

test.each(Object.entries(formerEventKinds))('the filter that finds %s finds %s', (former, kind) => {
  const groupsOf = (name: string) =>
    Object.entries(eventGroups).flatMap(([group, beginnings]) =>
      beginnings.some((beginning) => name.startsWith(beginning)) ? [group] : [],
    );
  expect(groupsOf(former)).toEqual(groupsOf(kind));
});
