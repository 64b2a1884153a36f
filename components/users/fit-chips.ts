/**
 * How many chips fit on one line. Widths are estimated, rather too wide, so that server and browser agree
 * without measuring.
 */
import type { TagText } from '#lib/providers/contract.ts';

/** Pixels at 12 px Inter. */
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

/** Mark, gaps, padding and edges. */
const chipFrame = 32;
const equalsSign = 14;
const colourBar = 7;
/** The “+3”. */
const overflowWidth = 26;
const chipGap = 6;
const ellipsis = 9;
const minKeyLength = 3;

function chipWidth(tag: TagText & { colour: string | null }): number {
  const value = tag.value === null ? 0 : equalsSign + textWidth(tag.value);
  return chipFrame + textWidth(tag.key) + value + (tag.colour === null ? 0 : colourBar);
}

/** The key shortened to the room beside its value: `depa… = team`. null: no room for a readable key. */
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

/** Beside the number of the others. */
export function roomForOne(count: number, width: number): number {
  return count > 1 ? width - chipGap - overflowWidth : width;
}

/** At least one, which may be cut. */
export function fitChips(tags: readonly (TagText & { colour: string | null })[], width: number): number {
  let used = 0;
  for (const [index, tag] of tags.entries()) {
    used += chipWidth(tag) + (index > 0 ? chipGap : 0);
    const rest = index + 1 < tags.length ? chipGap + overflowWidth : 0;
    if (used + rest > width) return Math.max(1, index);
  }
  return tags.length;
}
