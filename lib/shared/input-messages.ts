/**
 * Messages for people where a schema has none: zod's are for programmers. Loading this sets them for the
 * whole process or page.
 */

import type { $ZodIssue, $ZodRawIssue } from 'zod/v4/core';
import { config } from 'zod/v4/core';

/** Takes issues as zod's error map gets them. */
export function inputWords(issue: $ZodRawIssue): string {
  const field = issue.path?.findLast((part) => typeof part === 'string');
  const name = field === undefined ? undefined : nameOf(field);
  const subject = name === undefined ? 'The input' : `“${name}”`;
  const choices = choicesOf(issue);
  if (choices.length > 0) return choiceWords(issue.input, { name, subject, choices });
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `${subject} is missing.`
        : `${subject} has to be ${kinds[issue.expected] ?? 'something else'}.`;
    case 'too_big':
      return `${subject} ${boundWords(issue, issue.maximum, issue.inclusive === false ? 'less than' : 'at most')}.`;
    case 'too_small':
      if (issue.minimum === 1 && issue.origin in parts) return `${subject} cannot be empty.`;
      return `${subject} ${boundWords(issue, issue.minimum, issue.inclusive === false ? 'more than' : 'at least')}.`;
    case 'invalid_format':
      return `${subject} ${forms[issue.format] ?? 'is not written as it has to be'}.`;
    case 'not_multiple_of':
      return `${subject} has to be a multiple of ${issue.divisor.toLocaleString('en')}.`;
    case 'unrecognized_keys':
      return `${subject} cannot hold ${issue.keys.map((key) => `“${shortOf(nameOf(key))}”`).join(', ')}.`;
    case 'invalid_union':
      return issue.errors.at(-1)?.[0]?.message ?? `${subject} is none of the kinds that there are.`;
    default:
      return `${subject} is not valid.`;
  }
}

config({ customError: inputWords });

/** “confirm count” for `confirmCount`. */
function nameOf(field: string): string {
  return field.replace(/[a-z](?=[A-Z])/g, '$& ').toLowerCase();
}

const kinds: Partial<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'empty',
};

const forms: Partial<Record<string, string>> = {
  email: 'is not an e-mail address',
  url: 'is not an address of the web',
  date: 'has to be a day like 2026-11-21',
  datetime: 'has to be a moment like 2026-11-21T10:00:00Z',
};

/** Of all union members; the empty text (left out) is not listed. */
function choicesOf(issue: $ZodRawIssue | $ZodIssue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String).filter((value) => value !== '');
  if (issue.code !== 'invalid_union') return [];
  if ('options' in issue && Array.isArray(issue.options)) return issue.options.map(String);
  // Deeper ones are choices of another field.
  const own = issue.errors.flat().filter(({ path }) => path.length === 0);
  return [...new Set(own.flatMap(choicesOf))];
}

/** Longer text is not repeated. */
const maxRepeatedLength = 40;

function shortOf(text: string): string {
  return text.length > maxRepeatedLength ? `${text.slice(0, maxRepeatedLength)}…` : text;
}

function choiceWords(
  input: unknown,
  { name, subject, choices }: { name: string | undefined; subject: string; choices: readonly string[] },
): string {
  const known = `there ${choices.length === 1 ? 'is only' : 'are'} ${choices.join(', ')}.`;
  if (input === undefined) return `${subject} is missing; ${known}`;
  const noun = name ?? 'input';
  const isRepeated = typeof input === 'string' && input.length <= maxRepeatedLength;
  return isRepeated ? `There is no ${noun} “${input}”; ${known}` : `There is no such ${noun}; ${known}`;
}

const parts: Partial<Record<string, string>> = { string: 'character', array: 'entry' };

function boundWords({ origin }: { origin: string }, bound: number | bigint, comparison: string): string {
  const counted = parts[origin];
  const number = bound.toLocaleString('en');
  if (counted === undefined) return `has to be ${comparison} ${number}`;
  const plural = counted.endsWith('y') ? `${counted.slice(0, -1)}ies` : `${counted}s`;
  return `has ${comparison} ${number} ${bound === 1 ? counted : plural}`;
}
