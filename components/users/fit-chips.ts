/**
 * How many chips of a cell fit on its one line. Widths are estimated from the letters, a little too wide rather than
 * too narrow, so that server and browser come to the same answer without measuring and no chip is squeezed.
 */
import type { TagText } from '#lib/providers/contract.ts';

/** Pixels at 12 px Inter, by the look of the letter. */
function letterWidth(letter: string): number {
  if (/[ilIj.,:;'|!()[\]]/.test(letter)) return 3.6;
  if (/[frt \-"*/\\]/.test(letter)) return 4.8;
  if (/[mwMW@%]/.test(letter)) return 10.8;
  if (/[A-Z0-9&#+=<>_]/.test(letter)) return 8.2;
  if (letter.charCodeAt(0) < 0x250) return 7;
  return 13;
}

const maxMeasured = 60;

function textWidth(text: string): number {
  let width = 0;
  for (const letter of text.slice(0, maxMeasured)) width += letterWidth(letter);
  return width;
}

/** Mark, gaps, padding and edges of a chip. */
const chipFrame = 32;
const equalsSign = 14;
const colourBar = 7;
/** The “+3” after the chips. */
const overflowWidth = 26;
const chipGap = 6;
const ellipsis = 9;
/** Fewer letters of a key tell nothing. */
const minKeyLength = 3;

function chipWidth(tag: TagText & { colour: string | null }): number {
  const value = tag.value === null ? 0 : equalsSign + textWidth(tag.value);
  return chipFrame + textWidth(tag.key) + value + (tag.colour === null ? 0 : colourBar);
}

/**
 * The key as long as the room allows beside its value, which tells more: `department = team` may become
 * `depa… = team`. Null: there is no room for any key worth reading.
 */
export function shortKey(tag: TagText & { colour: string | null }, width: number): string | null {
  const excess = chipWidth(tag) - width;
  if (tag.value === null || excess <= 0) return tag.key;
  let room = textWidth(tag.key) - excess - ellipsis;
  let kept = '';
  for (const letter of tag.key) {
    room -= letterWidth(letter);
    if (room < 0) break;
    kept += letter;
  }
  return kept.length < minKeyLength ? null : `${kept}…`;
}

/** Room for a single chip, the number of the others beside it. */
export function roomForOne(count: number, width: number): number {
  return count > 1 ? width - chipGap - overflowWidth : width;
}

/** The number of leading chips to show in `width` pixels; at least one, which may then be cut. */
export function fitChips(tags: readonly (TagText & { colour: string | null })[], width: number): number {
  let used = 0;
  for (const [index, tag] of tags.entries()) {
    used += chipWidth(tag) + (index > 0 ? chipGap : 0);
    const rest = index + 1 < tags.length ? chipGap + overflowWidth : 0;
    if (used + rest > width) return Math.max(1, index);
  }
  return tags.length;
}
