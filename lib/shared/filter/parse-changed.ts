/** `changed:7d` (within), `changed:2026-01-31`, `changed:>=2026-01-01`. Browser-safe. */

import type { ChangedOnNode, ChangedWithinNode, SpanUnit } from './grammar.ts';
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

export function parseChanged(content: Word): ChangedWithinNode | ChangedOnNode {
  const { comparison, rest } = splitComparison(content);
  if (isDay(rest.text)) return { kind: 'changed-on', comparison, date: rest.text };
  const span = /^(\d{1,4})([a-z])$/i.exec(rest.text);
  const unit = span?.[2]?.toLowerCase();
  if (span && isUnit(unit)) {
    const amount = Number(span[1]);
    if (rest === content) return { kind: 'changed-within', amount, unit };
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
