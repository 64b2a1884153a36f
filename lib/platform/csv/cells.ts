/**
 * What a cell holds, whoever wrote it. A spreadsheet takes a text that begins with a sign for a formula; an apostrophe
 * before it makes it text. What Tagdesk writes is guarded so, and what it reads is freed of it again. Pure.
 */

/**
 * Where a spreadsheet may find the beginning of a formula: in front of the cell, and behind a semicolon or line end, at
 * which one with other settings cuts. Quotes may stand before the sign, since it takes them off.
 */
const openFormula = /(?<=^|[;\r\n])(?=["']*[=+\-@\t\r])/g;
const guardedFormula = /(?<=^|[;\r\n])'(?=["']*[=+\-@\t\r])/g;
const mayOpenFormula = /^["']*[=+\-@\t\r]|[;\r\n]/;
const beforeSign = /["']*[=+\-@\t\r]/y;

export function guard(cell: string): string {
  return mayOpenFormula.test(cell) ? cell.replace(openFormula, "'") : cell;
}

/** Exactly what `guard` was given. */
export function unguard(cell: string): string {
  return cell.includes("'") ? cell.replace(guardedFormula, '') : cell;
}

/** False: no cell of this text is guarded. Apostrophes are few, so they are looked for first. */
export function mayBeGuarded(text: string): boolean {
  for (let at = text.indexOf("'"); at >= 0; at = text.indexOf("'", at + 1)) {
    beforeSign.lastIndex = at + 1;
    if (beforeSign.test(text)) return true;
  }
  return false;
}

/** False: no cell of this text holds what no text has. */
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
