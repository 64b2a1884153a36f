/** Tag terms: `vero:prospect`, `cerego:Region=California`, `fragment:=engineering`, `tag:pro*`. Browser-safe. */

import type { ProviderId } from '#lib/providers/ids.ts';
import { hasLabels, providerNames } from './fields.ts';
import type { Pattern, TagNode } from './grammar.ts';
import { printTerm } from './print.ts';
import { FilterProblem } from './problem.ts';
import { quote, sourceOf } from './quote.ts';
import type { SpacedTag } from './spaced-tag.ts';
import { indexOfPlain, isQuoted, placeOf, splitWord, type Word } from './word.ts';

function readPattern(word: Word): Pattern {
  const star = indexOfPlain(word, '*');
  if (star < 0) return { text: word.text, open: false };
  if (star === word.text.length - 1) return { text: word.text.slice(0, -1), open: true };
  throw new FilterProblem(
    'The star stands only at the end, for “anything may follow”; put the text in quotes to mean the star itself.',
    placeOf(word),
    { suggestion: quote(word.text) },
  );
}

/** `typed`: the whole term, `content`: after its colon. Throws a FilterProblem. */
export function parseTag(
  provider: ProviderId | null,
  typed: Word,
  content: Word,
  textLength: number,
): TagNode {
  const incomplete = typed.end === textLength;
  if (content.text === '') {
    const message =
      provider === null
        ? 'A tag is missing after the colon.'
        : `A tag is missing after the colon; has:${provider} finds everybody with an identity at ${providerNames[provider]}.`;
    const suggestion = provider === null ? undefined : `has:${provider}`;
    throw new FilterProblem(message, placeOf(typed), { suggestion, incomplete });
  }
  // In labels “=” is an ordinary character.
  if (hasLabels(provider)) return { kind: 'tag', provider, key: readPattern(content), value: null };

  const { head, rest } = splitWord(content, '=');
  if (rest === null) return { kind: 'tag', provider, key: readPattern(content), value: null };
  if (rest.text === '' && !isQuoted(rest)) {
    throw new FilterProblem(
      'A value is missing after “=”; leave “=” out for any value.',
      placeOf(typed),
      head.text === ''
        ? { incomplete }
        : { suggestion: `${typed.text.slice(0, typed.text.indexOf(':'))}:${sourceOf(head)}`, incomplete },
    );
  }
  if (head.text === '' && isQuoted(head)) {
    throw new FilterProblem('There is nothing between these quotes.', placeOf(head));
  }
  const key = head.text === '' ? null : readPattern(head);
  return { kind: 'tag', provider, key, value: readPattern(rest) };
}

/** For `cerego:Team = Support`; `isLast`: nothing follows. */
export function spacedTagProblem(
  { provider, term, key, value, end }: SpacedTag,
  isLast: boolean,
): FilterProblem {
  const place = { at: term.start, length: end - term.start };
  if (value === null) {
    const message = 'A value is missing after “=”; put “=” in quotes to search for it.';
    return new FilterProblem(message, place, { incomplete: isLast });
  }
  const meant: TagNode = { kind: 'tag', provider, key: key && readPattern(key), value: readPattern(value) };
  const message = 'A key and its value have no space around “=”; put “=” in quotes to search for it.';
  return new FilterProblem(message, place, { suggestion: printTerm(meant) });
}
