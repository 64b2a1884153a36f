/** Text as it is meant, without what makes a terminal colour it. */
export function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what terminals' colours begin with.
  return text.replace(/\u001b\[[\d;]*m/g, '');
}
