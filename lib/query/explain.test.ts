import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyFilter, anyTerm, fewTexts } from './arbitraries.ts';
import { explainFilter } from './explain.ts';
import { parseFilter } from './parse.ts';

function explain(text: string): string {
  const parsed = parseFilter(text);
  return parsed.ok ? explainFilter(parsed.filter) : parsed.message;
}

test.each([
  ['', 'All users.'],
  [
    'vero:prospect NOT capillary:"Premium Customer" (cerego:Region=California OR cerego:Region=Nevada)',
    'Users who carry “prospect” at Vero and do not carry “Premium Customer” at Capillary and ' +
      '(carry “Region” = “California” at Cerego or carry “Region” = “Nevada” at Cerego).',
  ],
  [
    'NOT (has:vero OR ana)',
    'Users who have no identity at Vero and do not have “ana” in name, e-mail or ids.',
  ],
  [
    'fragment:plan=te* tag:*',
    'Users who carry “plan” = “te…” at FRAGMENT and carry any tag at any provider.',
  ],
  ['untagged -untagged:vero', 'Users who carry no tag and carry a tag at Vero.'],
  ['identities:>=2 OR identities:1', 'Users who have at least 2 identities or have exactly 1 identity.'],
  [
    'proof:vero.unknown proof:pending',
    'Users who carry a tag with proof unknown at Vero and have a change pending.',
  ],
  [
    'changed:1d changed:<2026-01-01',
    'Users who changed within the last 1 day and last changed before 2026-01-01 (UTC).',
  ],
  [
    'changed-by:ana@example.com -run:7',
    'Users who were changed by ana@example.com and were not part of run 7.',
  ],
  [
    'differs:cerego.Region/fragment.region missing:vero/capillary',
    'Users who have different values of Region at Cerego and region at FRAGMENT and carry a tag at Vero that Capillary lacks.',
  ],
])('%s', (text, sentence) => {
  expect(explain(text)).toBe(sentence);
});

test('every filter has a sentence, and its opposite has another', () => {
  fc.assert(
    fc.property(anyFilter(anyTerm(fewTexts)), (filter) => {
      const sentence = explainFilter(filter);
      expect(sentence).toMatch(/^Users who .+\.$/s);
      expect(explainFilter({ kind: 'not', item: filter })).not.toBe(sentence);
    }),
  );
});
