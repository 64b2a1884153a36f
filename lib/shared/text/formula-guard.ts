/** Formula injection (OWASP): an apostrophe before what a spreadsheet would compute. Browser-safe. */

/** In front, and after a semicolon or line end, where other settings cut. Quotes may precede it. */
const openFormula = /(?<=^|[;\r\n])(?=["']*[=+\-@\t\r])/g;
const mayOpenFormula = /^["']*[=+\-@\t\r]|[;\r\n]/;

/** Of one CSV cell. `unguard` in lib/platform/csv takes it off. */
export function guard(cell: string): string {
  return mayOpenFormula.test(cell) ? cell.replace(openFormula, "'") : cell;
}
