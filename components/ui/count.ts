const grouped = new Intl.NumberFormat('en');

/** `12480` → “12,480”. */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/** “1 change”, “39,898 changes”. `plural`: the noun with s. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}
