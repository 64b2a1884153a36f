/** Filters that nobody can match: several people or values at once, or opposites. Browser-safe. */

import { shorten } from '../text-limits.ts';
import { hasLabels } from './fields.ts';
import type { FilterNode, TagNode, TextNode } from './grammar.ts';
import { normalise } from './normalise.ts';
import { parseFilter } from './parse.ts';
import { printFilter } from './print.ts';
import type { FilterNotice, FilterSuggestion } from './problem.ts';

/** At the top level, with a corrected filter where there is one. */
export function impossibleIn(filter: FilterNode | null): FilterNotice[] {
  if (filter === null) return [];
  const items = filter.kind === 'and' ? filter.items : [filter];
  return [...severalPeople(items), ...severalValues(items), ...opposites(items)];
}

type Items = readonly FilterNode[];

/** E-mails and ids of a filter that is nothing but a list of them; null: it is another one. */
export function listedPeople(filter: FilterNode | null): string[] | null {
  if (filter?.kind !== 'or' || !filter.items.every(isListed)) return null;
  return filter.items.map(({ text }) => text);
}

function isListed(item: FilterNode): item is TextNode {
  return item.kind === 'text' && piecesOf(item).length > 0 && piecesOf(item).every(looksLikeOne);
}

/** Listed e-mails and ids: a space means AND, and commas belong to words. */
function severalPeople(items: Items): FilterNotice[] {
  const listed = items.filter(isListed);
  const people = [...new Set(listed.flatMap(piecesOf))];
  if (people.length < 2) return [];
  // Names beside addresses in “<…>” are of the same people.
  const isAddressed = listed.some(({ text }) => /<.+>/.test(text));
  const rest = items.filter((item) => !(item.kind === 'text' && (isAddressed || isListed(item))));
  const texts = people.map((text): TextNode => ({ kind: 'text', text }));
  const cures = anyOf(texts, rest);
  const all = people.length === 2 ? 'both' : `all ${people.length}`;
  const message = `One user would have to be ${all} of these.`;
  const tooMany = ' So many fit no filter: New run takes a pasted list.';
  return [{ about: 'several-people', message: cures.length > 0 ? message : message + tooMany, cures }];
}

function piecesOf({ text }: TextNode): string[] {
  return text
    .split(/[,;\s]+/)
    .map((piece) => piece.replace(/^["'<(]+|["'>)]+$/g, ''))
    .filter((piece) => piece !== '');
}

/** An e-mail, or an id: no spaces, and a digit. */
function looksLikeOne(text: string): boolean {
  return (
    /^[^@]+@[^@]+\.[^@]+$/.test(text) ||
    (text.length >= 3 && /\d/.test(text) && /^[\p{L}\p{N}._:/#+-]+$/u.test(text))
  );
}

/** A key has one value per provider. */
function severalValues(items: Items): FilterNotice[] {
  const groups = Map.groupBy(items.filter(hasOneValue), ({ provider, key }) => `${provider} ${key?.text}`);
  return [...groups].flatMap(([about, terms]) => {
    const values = new Set(terms.map(({ value }) => value?.text));
    const [first] = terms;
    if (values.size < 2 || !first) return [];
    const rest = items.filter((item) => !terms.some((term) => term === item));
    const message = `“${shorten(first.key?.text ?? '')}” has one value: nobody has all ${values.size}.`;
    return [{ about, message, cures: anyOf(terms, rest) }];
  });
}

function hasOneValue(item: FilterNode): item is TagNode {
  if (item.kind !== 'tag' || item.provider === null || hasLabels(item.provider)) return false;
  return item.key?.open === false && item.value?.open === false;
}

function opposites(items: Items): FilterNotice[] {
  const asked = new Set(items.map((item) => printFilter(item)));
  return items.flatMap((item) => {
    const opposite = item.kind === 'not' ? item.item : { kind: 'not' as const, item };
    const text = printFilter(item);
    if (item.kind !== 'not' || !asked.has(printFilter(opposite))) return [];
    const cured = printAnd(items.filter((each) => each !== item));
    const message = `Nobody is both ${shorten(printFilter(opposite))} and ${shorten(text)}.`;
    return [{ about: text, message, cures: [{ suggestion: '', cured }] }];
  });
}

/** OR instead of AND; none where a filter would be too large. */
function anyOf(items: Items, rest: Items): FilterSuggestion[] {
  const cured = printAnd([{ kind: 'or', items }, ...rest]);
  const says = `Any of these ${items.length}`;
  return parseFilter(cured).ok ? [{ suggestion: cured, cured, says }] : [];
}

function printAnd(items: Items): string {
  const [only] = items;
  return printFilter(only && items.length === 1 ? only : normalise({ kind: 'and', items }));
}
