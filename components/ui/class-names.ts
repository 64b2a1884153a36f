/** `classNames('a', open && 'b')` gives `'a b'` or `'a'`. */
export function classNames(...parts: ReadonlyArray<string | false | null | undefined>): string {
  return parts.filter(Boolean).join(' ');
}
