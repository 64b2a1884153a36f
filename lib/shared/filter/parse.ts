/**
 * A hand-written parser: tag terms, comparisons and messages with place and suggestion are the product
 * itself. Browser-safe.
 */

import {
  type FilterNode,
  maxFilterDepth,
  maxFilterLength,
  maxFilterTerms,
  tooLongForFilter,
} from './grammar.ts';
import { spacedTagProblem } from './parse-tag.ts';
import { parseTerm } from './parse-term.ts';
import { FilterProblem } from './problem.ts';
import { spacedTagAt } from './spaced-tag.ts';
import { type Token, tokenize } from './tokenize.ts';

export interface ParsedFilter {
  readonly ok: true;
  /** null: everybody. */
  readonly filter: FilterNode | null;
}

export interface RefusedFilter {
  readonly ok: false;
  /** For the person who typed. */
  readonly message: string;
  /** UTF-16, inside the text; `length` at least one. */
  readonly at: number;
  readonly length: number;
  /** Replaces the marked part. */
  readonly suggestion?: string;
  /** Typing on can fix it. */
  readonly incomplete: boolean;
}

/** Never throws. Empty text is no filter. */
export function parseFilter(text: string): ParsedFilter | RefusedFilter {
  try {
    refuseUnusable(text);
    return { ok: true, filter: new Parser(text).read() };
  } catch (error) {
    if (!(error instanceof FilterProblem)) throw error;
    const { message, at, length, incomplete } = error;
    const refused: RefusedFilter = { ok: false, message, at, length, incomplete };
    return error.suggestion === undefined ? refused : { ...refused, suggestion: error.suggestion };
  }
}

/** PostgreSQL cannot store it, so nothing matches it. */
function refuseUnusable(text: string): void {
  const tooLong = tooLongForFilter(text);
  if (tooLong !== null) {
    throw new FilterProblem(tooLong, { at: maxFilterLength, length: text.length - maxFilterLength });
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    throw new FilterProblem(
      'A NUL character cannot be searched for.',
      { at: nul, length: 1 },
      { suggestion: '' },
    );
  }
  const half = text.search(/\p{Surrogate}/u);
  if (half >= 0) {
    throw new FilterProblem(
      'Half of a character cannot be searched for.',
      { at: half, length: 1 },
      { suggestion: '' },
    );
  }
}

/** Recursive descent; NOT before AND before OR. */
class Parser {
  private readonly text: string;
  private readonly tokens: readonly Token[];
  private readonly unclosedQuote: number | null;
  private index = 0;
  private depth = 0;
  private terms = 0;

  constructor(text: string) {
    const { tokens, unclosedQuote } = tokenize(text);
    this.text = text;
    this.tokens = tokens;
    this.unclosedQuote = unclosedQuote;
  }

  read(): FilterNode | null {
    if (this.unclosedQuote !== null) {
      const place = { at: this.unclosedQuote, length: this.text.length - this.unclosedQuote };
      const suggestion = `${this.text.slice(this.unclosedQuote)}"`;
      throw new FilterProblem('This quote is not closed.', place, { suggestion, incomplete: true });
    }
    if (this.tokens.length === 0) return null;
    const filter = this.readOr();
    const rest = this.peek();
    if (rest) throw new FilterProblem('No bracket was opened for this one.', rest, { suggestion: '' });
    return filter;
  }

  private peek(): Token | undefined {
    return this.tokens[this.index];
  }

  private readOr(): FilterNode {
    const first = this.readAnd();
    const items = [first];
    while (this.peek()?.kind === 'or') {
      this.index += 1;
      items.push(this.readAnd());
    }
    return items.length === 1 ? first : { kind: 'or', items };
  }

  private readAnd(): FilterNode {
    const first = this.readNot();
    const items = [first];
    for (;;) {
      const token = this.peek();
      if (token === undefined || token.kind === 'or' || token.kind === 'close') break;
      if (token.kind === 'and') this.index += 1;
      items.push(this.readNot());
    }
    return items.length === 1 ? first : { kind: 'and', items };
  }

  private readNot(): FilterNode {
    const token = this.peek();
    if (token?.kind !== 'not') return this.readOperand();
    this.index += 1;
    return { kind: 'not', item: this.deeper(token, () => this.readNot()) };
  }

  private readOperand(): FilterNode {
    const token = this.peek();
    if (token?.kind === 'word') {
      this.refuseSpacedTag();
      this.index += 1;
      this.terms += 1;
      if (this.terms > maxFilterTerms) {
        throw new FilterProblem(
          `A filter has at most ${maxFilterTerms} terms. New run takes longer lists.`,
          token,
        );
      }
      return parseTerm(token.word, this.text.length);
    }
    if (token?.kind !== 'open') throw this.nothingToRead(token);
    this.index += 1;
    const inner = this.deeper(token, () => this.readOr());
    if (this.peek()?.kind !== 'close') {
      const place = { at: token.at, length: this.text.length - token.at };
      const suggestion = `${this.text.slice(token.at)})`;
      throw new FilterProblem('This bracket is not closed.', place, { suggestion, incomplete: true });
    }
    this.index += 1;
    return inner;
  }

  /** One word with “=” at its end is reported by its own parser. */
  private refuseSpacedTag(): void {
    const spaced = spacedTagAt(this.tokens, this.index);
    if (spaced === null || spaced.words === 1) return;
    throw spacedTagProblem(spaced, this.index + spaced.words === this.tokens.length);
  }

  private deeper(token: Token, read: () => FilterNode): FilterNode {
    this.depth += 1;
    if (this.depth > maxFilterDepth) {
      throw new FilterProblem(`Brackets and NOT go at most ${maxFilterDepth} deep.`, token);
    }
    const node = read();
    this.depth -= 1;
    return node;
  }

  /** Blames the operator before, or the token in its place. */
  private nothingToRead(token: Token | undefined): FilterProblem {
    const before = this.tokens[this.index - 1];
    const incomplete = token === undefined;
    if (before?.kind === 'and' || before?.kind === 'or' || before?.kind === 'not') {
      return new FilterProblem(`${this.words(before)} needs a term after it.`, before, { incomplete });
    }
    if (token?.kind === 'and' || token?.kind === 'or') {
      const message = `${this.words(token)} needs a term before it; put the word in quotes to search for it.`;
      const suggestion = `"${this.text.slice(token.at, token.at + token.length)}"`;
      return new FilterProblem(message, token, { suggestion });
    }
    if (before?.kind === 'open') {
      const end = token ? token.at + token.length : this.text.length;
      const place = { at: before.at, length: end - before.at };
      return new FilterProblem('There is nothing between these brackets.', place, { incomplete });
    }
    return new FilterProblem('No bracket was opened for this one.', token ?? { at: 0, length: 1 }, {
      suggestion: '',
    });
  }

  private words(token: Token): string {
    return this.text[token.at] === '-' ? 'NOT (-)' : token.kind.toUpperCase();
  }
}
