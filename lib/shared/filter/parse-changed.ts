/** `changed:7d` (within), `changed:2026-01-31`, `changed:>=2026-01-01`, and ages like `>7d`. Browser-safe. */

import type { Age, ChangedOnNode, ChangedWithinNode, SpanUnit } from './grammar.ts';
import { spanUnits } from './grammar.ts';
import { splitComparison } from './parse-number.ts';
import { FilterProblem } from './problem.ts';
import { placeOf, type Word } from './word.ts';

const help = 'Write a span like 12h, 7d or 4w, or a day like 2026-01-31 with <, <=, > or >= before it.';

function isUnit(text: string | undefined): text is SpanUnit {
  return text !== undefined && Object.hasOwn(spanUnits, text);
}

/** From 1970 to 2999: outside no change can lie, and some clients lose precision. */
function isDay(text: string): boolean {
  if (!/^(19[7-9]\d|2\d\d\d)-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** `7d`; null: it is no span. */
function readSpan(text: string): Pick<Age, 'amount' | 'unit'> | null {
  const [, amount, letter] = /^(\d{1,4})([a-z])$/i.exec(text) ?? [];
  const unit = letter?.toLowerCase();
  return amount !== undefined && isUnit(unit) ? { amount: Number(amount), unit } : null;
}

/** `7d`, `<7d`: at most that long ago; `>7d`: longer. `whole`: for the words. */
export function parseAge(content: Word, whole: string): Age {
  const { comparison, rest } = splitComparison(content);
  const span = readSpan(rest.text);
  if (span && (comparison === '=' || comparison === '<')) return { comparison: '<', ...span };
  if (span && comparison === '>') return { comparison, ...span };
  throw new FilterProblem(
    `Write how long ago, like ${whole}>7d for longer than seven days or ${whole}<12h for less; h, d and w are known.`,
    placeOf(content),
  );
}

export function parseChanged(content: Word): ChangedWithinNode | ChangedOnNode {
  const { comparison, rest } = splitComparison(content);
  if (isDay(rest.text)) return { kind: 'changed-on', comparison, date: rest.text };
  const span = readSpan(rest.text);
  if (span) {
    if (rest === content) return { kind: 'changed-within', ...span };
    throw new FilterProblem(
      `A span takes no sign: changed:${rest.text} is within that time, NOT changed:${rest.text} longer ago.`,
      placeOf(content),
      { suggestion: rest.text },
    );
  }
  if (/^\d{4}-\d\d-\d\d$/.test(rest.text)) {
    throw new FilterProblem(`There is no day ${rest.text} between 1970 and 2999.`, placeOf(rest));
  }
  throw new FilterProblem(help, placeOf(content));
}
