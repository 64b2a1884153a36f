/**
 * How many rows may be drawn at one stroke. A window full of new rows takes long enough on a slow processor for a key
 * pressed meanwhile to feel late, so they are drawn in parts; on a quick one a part is nearly all of them.
 */

/** What drawing the rows of one part may take in script; the browser's layout and paint take about twice as long again. */
const partMs = 8;
const least = 2;
const most = 60;
/** Before anything was measured: few, since the processor may be a slow one. */
const firstPart = 3;
/** How much the last part counts beside those before it: a pause of the machine is no slow processor. */
const weight = 0.4;

/** One for the whole page, since it measures the machine. */
let perRowMs = partMs / firstPart;

export function rowsPerPart(): number {
  return Math.max(least, Math.min(most, Math.floor(partMs / perRowMs)));
}

/** Hears how long some rows took. */
export function notePart(rows: number, milliseconds: number): void {
  perRowMs += (milliseconds / rows - perRowMs) * weight;
}
