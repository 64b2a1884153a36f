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
const anywhereGuarded = /'["']*[=+\-@\t\r]/;

export function guard(cell: string): string {
  return mayOpenFormula.test(cell) ? cell.replace(openFormula, "'") : cell;
}

/** Exactly what `guard` was given. */
export function unguard(cell: string): string {
  return cell.includes("'") ? cell.replace(guardedFormula, '') : cell;
}

/** False: no cell of this text is guarded. */
export function mayBeGuarded(text: string): boolean {
  return anywhereGuarded.test(text);
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
