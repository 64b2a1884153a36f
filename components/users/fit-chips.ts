/**
 * Which chips fit on one line. Widths are estimated, rather too wide, so that server and browser agree
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

type ChipTag = TagText & { colour: string | null };

function chipWidth(tag: ChipTag): number {
  const value = tag.value === null ? 0 : equalsSign + textWidth(tag.value);
  return chipFrame + textWidth(tag.key) + value + (tag.colour === null ? 0 : colourBar);
}

/** Whole ones in their order; a long one gives way to shorter ones after it. Room is kept for the others' number. */
export function fitChips<Tag extends ChipTag>(tags: readonly Tag[], width: number): readonly Tag[] {
  const widths = tags.map(chipWidth);
  const whole = widths.reduce((sum, each) => sum + each + chipGap, -chipGap);
  if (whole <= width) return tags;
  let room = width - overflowWidth;
  return tags.filter((_, index) => {
    const wanted = (widths[index] ?? 0) + chipGap;
    if (wanted > room) return false;
    room -= wanted;
    return true;
  });
}
