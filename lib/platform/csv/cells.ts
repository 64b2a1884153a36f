/** Damage in cells, and the guard against formulas taken off. Pure. */

const guardedFormula = /(?<=^|[;\r\n])'(?=["']*[=+\-@\t\r])/g;
const beforeSign = /["']*[=+\-@\t\r]/y;

/** The inverse of `guard`. */
export function unguard(cell: string): string {
  return cell.includes("'") ? cell.replace(guardedFormula, '') : cell;
}

/** False: no cell is guarded. A fast check, since apostrophes are rare. */
export function mayBeGuarded(text: string): boolean {
  for (let at = text.indexOf("'"); at >= 0; at = text.indexOf("'", at + 1)) {
    beforeSign.lastIndex = at + 1;
    if (beforeSign.test(text)) return true;
  }
  return false;
}

/** False: no cell is damaged. A fast check. */
export function mayBeDamaged(text: string): boolean {
  return text.includes('\uFFFD') || text.includes('\u0000') || !text.isWellFormed();
}

const reasonNul = 'The cell holds a NUL character.';
const reasonBytes = 'The cell holds bytes that are no text. Save the file as UTF-8.';

/** Decoders put U+FFFD where bytes are no text in the file's encoding. */
export function findDamage(cells: readonly string[]) {
  for (const [cell, text] of cells.entries()) {
    if (text.includes('\u0000')) return { cell, reason: reasonNul, isText: true };
    if (text.includes('\uFFFD') || !text.isWellFormed()) return { cell, reason: reasonBytes, isText: true };
  }
  return null;
}
