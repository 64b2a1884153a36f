/** Conditions beside those on one provider: their fields, and the filter that these make. Pure. */

import type { SelectOption } from '#components/ui/select.tsx';
import { catalog } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { hasLabels, providerNames } from '#lib/shared/filter/fields.ts';
import { comparisons, proofs, spanUnits } from '#lib/shared/filter/grammar.ts';
import { quote, quoteIfNeeded } from '#lib/shared/filter/quote.ts';
import { amountWords, dayWords, unitWords } from '#lib/shared/filter/term-words.ts';

export type ConditionPart = { name: string; label: string } & (
  | { options: readonly SelectOption[] }
  | {
      input: 'text' | 'numeric' | 'date';
      placeholder?: string;
      /** Suggested. */
      known?: 'member' | 'run';
    }
);

export type PartTexts = Readonly<Record<string, string>>;

export type OtherCondition = {
  name: string;
  labels: { has: string; lacks: string };
  /** Of a condition not yet filled in. */
  start: PartTexts;
  parts: (texts: PartTexts) => ConditionPart[];
  filter: (texts: PartTexts) => string;
};

const providers = providerIds.map((id) => ({ value: id, label: providerNames[id] }));
const anywhere = [{ value: '', label: 'anywhere' }, ...providers];
const readable = providers.filter(({ value }) => catalog[value].canRead);
const withValues = providers.filter(({ value }) => !hasLabels(value));
const optionsOf = (words: Readonly<Record<string, string>>, values: readonly string[]) =>
  values.map((value) => ({ value, label: words[value] ?? value }));
const ages = [
  { value: '>', label: 'more than' },
  { value: '<', label: 'less than' },
];
const week = { amount: '7', unit: 'd' };
const span: readonly ConditionPart[] = [
  { name: 'amount', label: 'How many', input: 'numeric' },
  {
    name: 'unit',
    label: 'Unit',
    options: optionsOf(unitWords, Object.keys(spanUnits)).map(({ value, label }) => ({
      value,
      label: `${label} ago`,
    })),
  },
];
const plain = (sign = '') => (sign === '=' ? '' : sign);

export const otherConditions: readonly OtherCondition[] = [
  {
    name: 'changed',
    labels: { has: 'changed', lacks: 'not changed' },
    start: { when: 'last', amount: '7', unit: 'd', day: '' },
    parts: ({ when }) => [
      {
        name: 'when',
        label: 'When',
        options: [{ value: 'last', label: 'in the last' }, ...optionsOf(dayWords, comparisons)],
      },
      ...(when === 'last'
        ? ([
            { name: 'amount', label: 'How many', input: 'numeric' },
            { name: 'unit', label: 'Unit', options: optionsOf(unitWords, Object.keys(spanUnits)) },
          ] as const)
        : ([{ name: 'day', label: 'Day', input: 'date' }] as const)),
    ],
    filter: ({ when, amount, unit, day }) =>
      when === 'last' ? `changed:${amount}${unit}` : `changed:${plain(when)}${day}`,
  },
  {
    name: 'changed-by',
    labels: { has: 'changed by', lacks: 'not changed by' },
    start: { member: '' },
    parts: () => [
      { name: 'member', label: 'Member', input: 'text', placeholder: 'ana@example.com', known: 'member' },
    ],
    filter: ({ member = '' }) => `changed-by:${quoteIfNeeded(member, '')}`,
  },
  {
    name: 'run',
    labels: { has: 'was in run', lacks: 'was not in run' },
    start: { run: '' },
    parts: () => [{ name: 'run', label: 'Run number', input: 'text', placeholder: '123', known: 'run' }],
    filter: ({ run = '' }) => `run:${quoteIfNeeded(run, '')}`,
  },
  {
    name: 'identities',
    labels: { has: 'is in', lacks: 'is not in' },
    start: { sign: '>=', count: '2' },
    parts: () => [
      { name: 'sign', label: 'How many', options: optionsOf(amountWords, comparisons) },
      {
        name: 'count',
        label: 'Providers',
        options: [0, ...providerIds.keys()].map((_, count) => ({
          value: `${count}`,
          label: `${count} ${count === 1 ? 'provider' : 'providers'}`,
        })),
      },
    ],
    filter: ({ sign, count }) => `identities:${plain(sign)}${count}`,
  },
  {
    name: 'untagged',
    labels: { has: 'has no tag', lacks: 'has any tag' },
    start: { place: '' },
    parts: () => [{ name: 'place', label: 'Where', options: anywhere }],
    filter: ({ place }) => (place === '' ? 'untagged' : `untagged:${place}`),
  },
  {
    name: 'proof',
    labels: { has: 'has a tag marked', lacks: 'has no tag marked' },
    start: { proof: 'unknown', place: '', sign: '', ...week },
    parts: ({ proof, sign }) => [
      { name: 'proof', label: 'Mark', options: proofs.map((value) => ({ value, label: value })) },
      { name: 'place', label: 'Where', options: anywhere },
      // What is still open has no time of its mark.
      ...(proof === 'pending'
        ? []
        : [{ name: 'sign', label: 'Since when', options: [{ value: '', label: 'at any time' }, ...ages] }]),
      ...(proof === 'pending' || sign === '' ? [] : span),
    ],
    filter: ({ proof, place, sign = '', amount, unit }) =>
      `proof:${place === '' ? '' : `${place}.`}${proof}${proof === 'pending' || sign === '' ? '' : `${sign}${amount}${unit}`}`,
  },
  {
    name: 'drift',
    labels: { has: 'differs', lacks: 'does not differ' },
    start: { place: '' },
    parts: () => [{ name: 'place', label: 'Where', options: anywhere }],
    filter: ({ place }) => (place === '' ? 'drift' : `drift:${place}`),
  },
  {
    name: 'read',
    labels: { has: 'was last read', lacks: 'was not last read' },
    start: { place: '', sign: '>', ...week },
    parts: () => [
      { name: 'place', label: 'Where', options: [{ value: '', label: 'anywhere' }, ...readable] },
      { name: 'sign', label: 'Since when', options: ages },
      ...span,
    ],
    filter: ({ place, sign, amount, unit }) =>
      `read:${place === '' ? '' : `${place}.`}${sign}${amount}${unit}`,
  },
  {
    name: 'tag',
    labels: { has: 'has at any provider', lacks: 'has at no provider' },
    start: { tag: '' },
    parts: () => [{ name: 'tag', label: 'Tag', input: 'text', placeholder: 'prospect' }],
    // An “=” divides key and value, as in a chip.
    filter: ({ tag = '' }) =>
      `tag:${tag
        .split(/\s*=\s*/, 2)
        .map(exact)
        .join('=')}`,
  },
  {
    name: 'missing',
    labels: { has: 'has a tag missing elsewhere', lacks: 'has no tag missing elsewhere' },
    start: { from: 'vero', to: 'capillary' },
    parts: () => [
      { name: 'from', label: 'Has it', options: optionsOf(after('at'), providerIds) },
      { name: 'to', label: 'Has it not', options: optionsOf(after('but not at'), providerIds) },
    ],
    filter: ({ from, to }) => `missing:${from}/${to}`,
  },
  {
    name: 'differs',
    labels: { has: 'has two values that differ', lacks: 'has no two values that differ' },
    start: { left: 'cerego', leftKey: '', right: 'fragment', rightKey: '' },
    parts: () => [
      { name: 'left', label: 'One provider', options: withValues },
      { name: 'leftKey', label: 'Key there', input: 'text', placeholder: 'Region' },
      { name: 'right', label: 'Other provider', options: withValues },
      { name: 'rightKey', label: 'Other key', input: 'text', placeholder: 'region' },
    ],
    filter: ({ left, leftKey = '', right, rightKey = '' }) =>
      `differs:${left}.${quote(leftKey)}/${right}.${quote(rightKey)}`,
  },
];

function after(word: string): Record<string, string> {
  return Object.fromEntries(providers.map(({ value, label }) => [value, `${word} ${label}`]));
}

/** A star at the end stays one. */
function exact(text: string): string {
  return text.endsWith('*') && text.length > 1
    ? `${quoteIfNeeded(text.slice(0, -1), '=*')}*`
    : quoteIfNeeded(text, '=*');
}
