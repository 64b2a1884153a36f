import { isProviderId, type ProviderId } from '#lib/providers/ids.ts';
import { type FieldName, fieldNames, isFieldName } from './fields.ts';
import { bareWords, type FilterNode, type ProofNode, proofs, type ReadNode } from './grammar.ts';
import { nearest } from './nearest.ts';
import { parseAge, parseChanged } from './parse-changed.ts';
import { parseDiffers, parseMissing } from './parse-comparison.ts';
import { parseIdentities, parseImport, parseRun } from './parse-number.ts';
import { parseProvider } from './parse-provider.ts';
import { parseTag } from './parse-tag.ts';
import { FilterProblem } from './problem.ts';
import { quote } from './quote.ts';
import { colonOf, indexOfPlain, isQuoted, placeOf, sliceWord, splitWord, type Word } from './word.ts';

/** `textLength`: a word at the text's end may be unfinished. Throws a FilterProblem. */
export function parseTerm(word: Word, textLength: number): FilterNode {
  const colon = colonOf(word);
  if (colon === null) return parseText(word);
  const name = word.text.slice(0, colon).toLowerCase();
  const content = sliceWord(word, colon + 1);
  if (!isFieldName(name)) throw unknownField(word, colon);
  if (isProviderId(name)) return parseTag(name, word, content, textLength);
  if (name === 'tag') return parseTag(null, word, content, textLength);
  if (content.text === '') {
    throw new FilterProblem(`Something is missing after “${name}:”.`, placeOf(word), {
      incomplete: word.end === textLength,
    });
  }
  return parseField(name, content);
}

function parseText(word: Word): FilterNode {
  const alone = isQuoted(word) ? undefined : bareWords.find((known) => known === word.text.toLowerCase());
  if (alone !== undefined) return { kind: alone, provider: null };
  if (word.text === '') throw new FilterProblem('There is nothing between these quotes.', placeOf(word));
  if (indexOfPlain(word, '*') >= 0) {
    const without = word.text.replaceAll('*', '');
    throw new FilterProblem(
      'Text is found anywhere in name, e-mail and ids without a star; put it in quotes to search for the star itself.',
      placeOf(word),
      { suggestion: without === '' ? undefined : quote(without) },
    );
  }
  return { kind: 'text', text: word.text };
}

function unknownField(word: Word, colon: number): FilterProblem {
  const typed = word.text.slice(0, colon);
  const meant = nearest(typed, fieldNames);
  if (meant === undefined) {
    const message = `There is no field “${typed}:”; put the text in quotes to search for it.`;
    return new FilterProblem(message, placeOf(word), { suggestion: quote(word.text) });
  }
  const message = `There is no field “${typed}:”. Did you mean “${meant}:”?`;
  return new FilterProblem(message, placeOf(sliceWord(word, 0, colon)), { suggestion: meant });
}

type OtherField = Exclude<FieldName, ProviderId | 'tag'>;

function parseField(name: OtherField, content: Word): FilterNode {
  switch (name) {
    case 'has':
      return { kind: 'identity', provider: parseProvider(content) };
    case 'no':
      return { kind: 'not', item: { kind: 'identity', provider: parseProvider(content) } };
    case 'untagged':
      return { kind: 'untagged', provider: parseProvider(content) };
    case 'identities':
      return parseIdentities(content);
    case 'proof':
      return parseProof(content);
    case 'drift':
      return { kind: 'drift', provider: parseProvider(content) };
    case 'read':
      return parseRead(content);
    case 'changed':
      return parseChanged(content);
    case 'changed-by':
      return { kind: 'changed-by', member: content.text };
    case 'run':
      return parseRun(content);
    case 'import':
      return parseImport(content);
    case 'differs':
      return parseDiffers(content);
    case 'missing':
      return parseMissing(content);
  }
}

/** `>7d`, `cerego.>7d`. */
function parseRead(content: Word): ReadNode {
  const { head, rest } = splitWord(content, '.');
  const provider = rest === null ? null : parseProvider(head);
  return { kind: 'read', provider, age: parseAge(rest ?? head, 'read:') };
}

/** `unknown`, `vero.unknown`, `accepted>7d`. */
function parseProof(content: Word): ProofNode {
  const { head, rest } = splitWord(content, '.');
  const whole = rest ?? head;
  const provider = rest === null ? null : parseProvider(head);
  const sign = /[<>]/.exec(whole.text)?.index ?? whole.text.length;
  const word = sliceWord(whole, 0, sign);
  const proof = proofs.find((known) => known === word.text.toLowerCase());
  if (proof && sign === whole.text.length) return { kind: 'proof', provider, proof };
  if (proof)
    return { kind: 'proof', provider, proof, age: parseAge(sliceWord(whole, sign), `proof:${proof}`) };
  throw new FilterProblem(`“${word.text}” is not a proof; there are ${proofs.join(', ')}.`, placeOf(word), {
    suggestion: nearest(word.text, proofs),
  });
}
