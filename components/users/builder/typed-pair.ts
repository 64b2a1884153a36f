/** A key and its value typed in one field: `plan=growth`, or `plan = gro` on the way there; null where no key ends. */
export function typedPair(text: string): { key: string; value: string } | null {
  const sign = text.indexOf('=');
  const key = text.slice(0, Math.max(sign, 0)).trim();
  return key === '' ? null : { key, value: text.slice(sign + 1).trimStart() };
}
