/**
 * Whether a text is a search for words alone, told without the parser: most searches are, and their screen need not
 * fetch it. Everything else, unreadable texts included, is the parser's to judge.
 */
const longestPlain = 200;
const meaningful = /[:"()*\\\0\p{Surrogate}]|(?:^|\s)-|(?:^|\s)(?:and|or|not|untagged)(?=\s|$)/iu;
const mostWords = 20;

export function isPlainSearch(text: string): boolean {
  return text.length <= longestPlain && !meaningful.test(text) && text.split(/\s+/).length <= mostWords;
}
