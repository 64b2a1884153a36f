/**
 * Tracks of the list's grid. Names and tags share what the fixed columns leave; how many chips fit follows from the
 * same arithmetic that the browser does with these tracks.
 */
import { isProviderId } from '#lib/providers/ids.ts';

type Track = { fixed: number } | { least: number; share: number };

function trackOf(column: string): Track {
  switch (column) {
    case 'select':
      return { fixed: 40 };
    case 'name':
      return { least: 130, share: 1.1 };
    case 'email':
      return { least: 130, share: 1.2 };
    case 'identities':
      return { fixed: 88 };
    case 'tags':
      return { fixed: 60 };
    case 'changed':
      return { fixed: 92 };
    default:
      return isProviderId(column) ? { least: 118, share: 1.25 } : { least: 104, share: 0.8 };
  }
}

/** A CSS grid track. */
export function trackText(column: string): string {
  const track = trackOf(column);
  return 'fixed' in track ? `${track.fixed}px` : `minmax(${track.least}px, ${track.share}fr)`;
}

/** Under this width the list scrolls sideways. */
export function leastWidth(columns: readonly string[]): number {
  return columns.map(trackOf).reduce((sum, track) => sum + ('fixed' in track ? track.fixed : track.least), 0);
}

export const listWidthCookie = 'tagdesk-list-width';
/** On a screen of 1440 px. */
const usualListWidth = 1262;
const widestList = 6_000;

/** The list's width as the cookie remembers it, else that of the usual screen. */
export function supposeListWidth(cookie: string | undefined): number {
  const width = Number(cookie);
  return Number.isInteger(width) && width > 0 && width <= widestList ? width : usualListWidth;
}

const cellPadding = 16;

/** Pixels for chips in `column` of a list so wide that shows these columns. */
export function chipRoom(column: string, columns: readonly string[], listWidth: number): number {
  const own = trackOf(column);
  if ('fixed' in own) return own.fixed - cellPadding;
  const width = Math.max(listWidth, leastWidth(columns));
  return Math.max(own.least, own.share * sizeOfShare(columns.map(trackOf), width)) - cellPadding;
}

/** As CSS does it: a track whose share is less than its least width takes that, and the others share the rest. */
function sizeOfShare(tracks: readonly Track[], width: number): number {
  let taken = 0;
  let open: { least: number; share: number }[] = [];
  for (const track of tracks) {
    if ('fixed' in track) taken += track.fixed;
    else open.push(track);
  }
  for (;;) {
    const shares = open.reduce((sum, track) => sum + track.share, 0);
    const size = shares === 0 ? 0 : (width - taken) / shares;
    const short = open.filter((track) => track.share * size < track.least);
    if (short.length === 0) return size;
    for (const track of short) taken += track.least;
    open = open.filter((track) => !short.includes(track));
  }
}
