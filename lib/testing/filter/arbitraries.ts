import fc from 'fast-check';
import { providerIds } from '#lib/providers/ids.ts';
import type { Clock } from '#lib/shared/days.ts';
import type { PlainUser } from '#lib/shared/filter/evaluate.ts';
import { hasLabels } from '#lib/shared/filter/fields.ts';
import {
  type Age,
  comparisons,
  type FilterNode,
  importParts,
  type Pattern,
  proofs,
  type SpanUnit,
  type TagNode,
  type TermNode,
} from '#lib/shared/filter/grammar.ts';

export const anyProvider = fc.constantFrom(...providerIds);
const withValues = fc.constantFrom('cerego' as const, 'fragment' as const);
const units: readonly SpanUnit[] = ['h', 'd', 'w'];

/** Difficult text of whole characters, without NUL. */
export function anyText(minLength: number): fc.Arbitrary<string> {
  const tricky = fc.constantFrom(
    ...'"\\()*=:/.-<>%_\' \n,',
    'and',
    'OR',
    'not',
    'untagged',
    'drift',
    'vero:',
    "'; DROP TABLE users; --",
  );
  const unit = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
    fc.string({ maxLength: 4 }),
    tricky,
  );
  return fc
    .array(unit, { minLength: minLength, maxLength: 4 })
    .map((parts) => parts.join('').replaceAll('\0', ''))
    .filter((text) => text.length >= minLength && text.isWellFormed());
}

const anyAge: fc.Arbitrary<Age> = fc.record({
  comparison: fc.constantFrom('<' as const, '>' as const),
  amount: fc.nat({ max: 999 }),
  unit: fc.constantFrom(...units),
});

/** `empty`: whether a pattern may be empty. */
export function anyTerm(texts: fc.Arbitrary<string>): fc.Arbitrary<TermNode> {
  const pattern: fc.Arbitrary<Pattern> = fc.record({ text: texts, open: fc.boolean() });
  const value = fc.oneof(
    pattern,
    fc.constant({ text: '', open: false }),
    fc.constant({ text: '', open: true }),
  );
  const key = fc.oneof(
    { weight: 8, arbitrary: pattern },
    { weight: 1, arbitrary: fc.constant({ text: '', open: true }) },
  );
  const tag: fc.Arbitrary<TagNode> = fc
    .record({
      kind: fc.constant('tag' as const),
      provider: fc.option(anyProvider),
      key: fc.option(key, { freq: 5 }),
      value: fc.option(value),
    })
    .filter((node) =>
      hasLabels(node.provider)
        ? node.key !== null && node.value === null
        : node.key !== null || node.value !== null,
    );
  const side = fc.record({ provider: withValues, key: texts });
  const date = fc
    .date({ min: new Date('1970-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));
  return fc.oneof(
    fc.record({ kind: fc.constant('text' as const), text: texts }),
    tag,
    fc.record({ kind: fc.constant('identity' as const), provider: anyProvider }),
    fc.record({
      kind: fc.constant('identities' as const),
      comparison: fc.constantFrom(...comparisons),
      count: fc.nat({ max: 5 }),
    }),
    fc.record({ kind: fc.constant('untagged' as const), provider: fc.option(anyProvider) }),
    fc.record(
      {
        kind: fc.constant('proof' as const),
        provider: fc.option(anyProvider),
        proof: fc.constantFrom(...proofs),
        age: anyAge,
      },
      { requiredKeys: ['kind', 'provider', 'proof'] },
    ),
    fc.record({ kind: fc.constant('drift' as const), provider: fc.option(anyProvider) }),
    fc.record({ kind: fc.constant('read' as const), provider: fc.option(anyProvider), age: anyAge }),
    fc.record({
      kind: fc.constant('changed-within' as const),
      amount: fc.nat({ max: 999 }),
      unit: fc.constantFrom(...units),
    }),
    fc.record({
      kind: fc.constant('changed-on' as const),
      comparison: fc.constantFrom(...comparisons),
      date,
    }),
    fc.record({ kind: fc.constant('changed-by' as const), member: texts }),
    fc.record({ kind: fc.constant('run' as const), id: fc.nat({ max: 4 }).map(String) }),
    fc.record({
      kind: fc.constant('import' as const),
      id: fc.nat({ max: 4 }).map(String),
      part: fc.option(fc.constantFrom(...importParts)),
    }),
    fc.record({ kind: fc.constant('differs' as const), left: side, right: side }),
    fc
      .record({ kind: fc.constant('missing' as const), from: anyProvider, to: anyProvider })
      .filter((node) => node.from !== node.to),
  );
}

/** Up to four levels. */
export function anyFilter(terms: fc.Arbitrary<TermNode>): fc.Arbitrary<FilterNode> {
  return fc.letrec<{ filter: FilterNode }>((tie) => {
    const items = fc.array(tie('filter'), { minLength: 2, maxLength: 4 });
    return {
      filter: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        terms,
        fc.record({ kind: fc.constant('and' as const), items }),
        fc.record({ kind: fc.constant('or' as const), items }),
        fc.record({ kind: fc.constant('not' as const), item: tie('filter') }),
      ),
    };
  }).filter;
}

/** Few, so that filters and users match. */
export const fewTexts = fc.constantFrom(
  'a',
  'A',
  'ab',
  'a%',
  '_',
  'b\\c',
  'plan',
  'Region',
  'team',
  "' OR 1=1 --",
  'é',
);

export const testNow = new Date('2026-06-15T12:00:00Z');
export const testClock: Clock = { now: testNow, zone: 'Pacific/Auckland' };

const anyMoment = fc.constantFrom(
  testNow,
  new Date('2026-06-14T12:00:00Z'),
  new Date('2026-06-08T11:59:59.999Z'),
  new Date('2026-01-01T00:00:00Z'),
);

/** From the same few texts, days and runs. One identity per provider. */
export const anyUser: fc.Arbitrary<PlainUser> = fc.record({
  name: fc.oneof(fc.constant(''), fewTexts),
  email: fc.oneof(fc.constant(''), fewTexts),
  changedAt: fc.oneof(
    fc.constantFrom(testNow, new Date('2026-06-15T00:00:00Z'), new Date('2026-06-14T23:59:59.999Z')),
    fc.date({ min: new Date('2025-06-01'), max: testNow, noInvalidDate: true }),
  ),
  identities: fc.subarray([...providerIds]).chain((chosen) =>
    fc.tuple(
      ...chosen.map((provider) =>
        fc.record({
          provider: fc.constant(provider),
          externalId: fewTexts,
          readAt: fc.option(anyMoment),
          drift: fc.boolean(),
          tags: tagsAt(hasLabels(provider)),
        }),
      ),
    ),
  ),
  changes: fc.array(
    fc.record({
      provider: anyProvider,
      memberEmail: fc.option(fewTexts),
      runId: fc.option(fc.nat({ max: 4 }).map(String)),
      open: fc.boolean(),
      createdAt: anyMoment,
    }),
    { maxLength: 2 },
  ),
  imports: fc.uniqueArray(
    fc.record({ id: fc.nat({ max: 4 }).map(String), part: fc.constantFrom(...importParts) }),
    { maxLength: 2, selector: ({ id }) => id },
  ),
});

function tagsAt(labels: boolean): fc.Arbitrary<PlainUser['identities'][number]['tags']> {
  return fc.uniqueArray(
    fc.record({
      key: fewTexts,
      value: labels ? fc.constant(null) : fc.oneof(fewTexts, fc.constant('')),
      proof: fc.constantFrom('confirmed', 'accepted', 'imported', 'unknown'),
      proofAt: anyMoment,
    }),
    { maxLength: 3, selector: (tag) => tag.key },
  );
}
