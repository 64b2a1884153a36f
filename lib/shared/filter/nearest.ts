/** Corrects misspelt words. Browser-safe. */

/** Insert, delete, replace, or swap neighbours. */
export function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1]
      ) {
        best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}

/**
 * Case-insensitive; undefined: none. Near: at most a third of the longer word differs, or the typed word (two
 * letters or more) begins it.
 */
export function nearest<Known extends string>(typed: string, known: readonly Known[]): Known | undefined {
  const wanted = typed.toLowerCase();
  if (wanted.length > 40) return undefined;
  let best: Known | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const word of known) {
    const edits = editDistance(wanted, word.toLowerCase());
    const near = edits <= Math.max(1, Math.floor(Math.max(wanted.length, word.length) / 3));
    const starts = wanted.length > 1 && word.toLowerCase().startsWith(wanted);
    if ((near || starts) && edits < bestDistance) {
      best = word;
      bestDistance = edits;
    }
  }
  return best;
}
