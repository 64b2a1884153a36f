/**
 * Says to a person what is wrong with an input, where its schema has no words of its own: zod's are for programmers.
 * Every verb parses by `parseInput`, so this covers all of them.
 */
import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

/** A sentence. Takes issues as zod gives them to the `error` of a parse. */
export function inputWords(issue: Issue): string {
  const field = issue.path?.findLast((part) => typeof part === 'string');
  const subject = field === undefined ? 'The input' : `“${field}”`;
  const choices = choicesOf(issue);
  if (choices.length > 0) return choiceWords(issue.input, { field, subject, choices });
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `${subject} is missing.`
        : `${subject} has to be ${kinds[issue.expected] ?? 'something else'}.`;
    case 'too_big':
      return `${subject} ${boundWords(issue, issue.maximum, issue.inclusive === false ? 'less than' : 'at most')}.`;
    case 'too_small':
      return `${subject} ${boundWords(issue, issue.minimum, issue.inclusive === false ? 'more than' : 'at least')}.`;
    default:
      return `${subject} is not valid.`;
  }
}

const kinds: Partial<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** Those of all ways in which it can be valid; the empty text, which stands for leaving it out, needs no telling. */
function choicesOf(issue: Issue | z.core.$ZodIssue): string[] {
  if (issue.code === 'invalid_union') return issue.errors.flat().flatMap(choicesOf);
  return issue.code === 'invalid_value' ? issue.values.map(String).filter((value) => value !== '') : [];
}

/** A longer text is not repeated. */
const longestRepeated = 40;

function choiceWords(
  input: unknown,
  { field, subject, choices }: { field: string | undefined; subject: string; choices: readonly string[] },
): string {
  const known = `there ${choices.length === 1 ? 'is only' : 'are'} ${choices.join(', ')}.`;
  if (input === undefined) return `${subject} is missing; ${known}`;
  const name = field ?? 'input';
  const isRepeated = typeof input === 'string' && input.length <= longestRepeated;
  return isRepeated ? `There is no ${name} “${input}”; ${known}` : `There is no such ${name}; ${known}`;
}

const parts: Partial<Record<string, string>> = { string: 'characters', array: 'entries' };

function boundWords({ origin }: { origin: string }, bound: number | bigint, comparison: string): string {
  const counted = parts[origin];
  const number = bound.toLocaleString('en');
  return counted ? `has ${comparison} ${number} ${counted}` : `has to be ${comparison} ${number}`;
}
