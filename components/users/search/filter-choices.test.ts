import { expect, test } from 'vitest';
import type { TermSuggestion } from '#lib/shared/catalogue.ts';
import { applyCompletion, completionAt } from '#lib/shared/filter/suggest.ts';
import { choicesAt, questionAt } from './filter-choices.ts';

const label: TermSuggestion = {
  id: 1,
  provider: 'capillary',
  key: 'Premium Customer',
  value: null,
  count: 1,
  near: false,
};
const region: TermSuggestion = {
  id: null,
  provider: 'cerego',
  key: 'Region',
  value: null,
  count: 1_234,
  near: false,
};
const california: TermSuggestion = { ...region, id: 2, value: 'California', near: true };

function at(text: string, found: TermSuggestion[] = []) {
  const completion = completionAt(text, text.length);
  if (!completion) throw new Error('Nothing can be completed here.');
  return { completion, choices: choicesAt(completion, found) };
}

/** After taking the first choice. */
function taken(text: string, found: TermSuggestion[]): string | undefined {
  const { completion, choices } = at(text, found);
  const [first] = choices;
  return first && applyCompletion(text, completion, first.value).text;
}

test.each<[string, TermSuggestion[], string]>([
  ['prem', [label], 'capillary:"Premium Customer" '],
  ['NOT -prem', [label], 'NOT -capillary:"Premium Customer" '],
  ['capillary:prem', [label], 'capillary:"Premium Customer" '],
  ['calif', [california], 'cerego:Region=California '],
  ['regi', [region], 'cerego:Region='],
  ['cerego:reg', [region], 'cerego:Region='],
  ['cerego:Region=cal', [california], 'cerego:Region=California '],
  ['cerego:Region = cal', [california], 'cerego:Region=California '],
  ['cerego:Region = California', [california], 'cerego:Region=California '],
  ['cerego:Region= ', [california], 'cerego:Region=* '],
  ['cerego:Home Region =cal', [california], 'cerego:"Home Region"=California '],
  ['cerego:Region=', [california], 'cerego:Region=* '],
  ['differs:cerego.reg', [region], 'differs:cerego.Region/'],
  ['differs:fragment.region/cerego.re', [region], 'differs:fragment.region/cerego.Region '],
  ['missing:ver', [], 'missing:vero/'],
  ['missing:vero/cap', [], 'missing:vero/capillary '],
  ['unt', [], 'untagged:'],
])('%s becomes what was chosen', (text, found, filter) => {
  expect(taken(text, found)).toBe(filter);
});

test('rows say what they are and how many users carry them', () => {
  expect(at('regi', [region]).choices[0]).toMatchObject({ label: 'Region = …', note: '1,234 users' });
  expect(at('cal', [california]).choices[0]).toMatchObject({
    label: 'Region = California',
    note: 'did you mean · 1,234 users',
  });
  expect(at('has').choices[0]).toMatchObject({ label: 'has:', note: 'is in the provider' });
});

test('what is complete is not offered again, and one text is offered once', () => {
  expect(at('capillary:"Premium Customer"', [label]).choices).toEqual([]);
  expect(at('a or', []).choices).toEqual([]);
  expect(at('tag:prem', [label, { ...label, provider: 'vero' }]).choices).toHaveLength(1);
});

test('members and runs are offered with what they are', () => {
  const { completion } = at('run:1');
  expect(questionAt(completion)).toEqual({ wanted: 'run', text: '1' });
  expect(choicesAt(completion, [{ value: '12', name: 'Add prospect at Vero' }])).toEqual([
    { value: '12', label: '12', note: 'Add prospect at Vero', provider: null },
  ]);
  expect(questionAt(at('changed-by:an').completion)).toEqual({ wanted: 'member', text: 'an' });
});

test('the catalogue is asked only where it can tell', () => {
  expect(questionAt(at('p').completion)).toBeNull();
  expect(questionAt(at('changed:7').completion)).toBeNull();
  expect(questionAt(at(`vero:${'x'.repeat(300)}`).completion)).toBeNull();
  expect(questionAt(at('fragment:=eng').completion)).toEqual({
    wanted: 'value',
    provider: 'fragment',
    key: '',
    text: 'eng',
  });
});
