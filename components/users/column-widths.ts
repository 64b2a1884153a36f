/**
 * Grid tracks of the list. Names and tags share the rest; how many chips fit follows from the browser's own
 * arithmetic. A resized column is fixed.
 */
import { isProviderId } from '#lib/providers/ids.ts';
import { maxPhoneWidth } from '#lib/shared/window-width.ts';

type Track = { fixed: number } | { least: number; share: number };

/** In pixels by column. */
export type ColumnWidths = Readonly<Record<string, number>>;

export type ColumnLayout = {
  columns: readonly string[];
  listWidth: number;
  widths: ColumnWidths;
  /** The name's cell has the identities' marks. */
  marksInName?: boolean;
};

export const minColumnWidth = 60;
export const maxColumnWidth = 1_200;

/** Clamped to whole pixels. */
export function fitWidth(width: number): number {
  return Math.round(Math.max(minColumnWidth, Math.min(width, maxColumnWidth)));
}

function trackOf(column: string, widths: ColumnWidths): Track {
  const chosen = widths[column];
  if (chosen !== undefined && column !== 'select') return { fixed: chosen };
  switch (column) {
    case 'select':
      return { fixed: 40 };
    case 'name':
      return { least: 130, share: 1.5 };
    case 'email':
      return { least: 178, share: 1.2 };
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

export function trackText(column: string, widths: ColumnWidths): string {
  const track = trackOf(column, widths);
  return 'fixed' in track ? `${track.fixed}px` : `minmax(${track.least}px, ${track.share}fr)`;
}

/** Narrower than its content needs. */
export function isNarrowed(column: string, widths: ColumnWidths): boolean {
  const usual = trackOf(column, {});
  return (widths[column] ?? Infinity) < ('fixed' in usual ? usual.fixed : usual.least);
}

/** Below it the list scrolls sideways. */
export function minWidth(columns: readonly string[], widths: ColumnWidths): number {
  return columns
    .map((column) => trackOf(column, widths))
    .reduce((sum, track) => sum + ('fixed' in track ? track.fixed : track.least), 0);
}

/** On screens under 1440 px. */
const foldBelow = 1_240;

/** Puts the identities into the name's cell while room is short. */
export function foldIdentities(layout: ColumnLayout): ColumnLayout {
  if (layout.listWidth >= foldBelow || !layout.columns.includes('identities')) return layout;
  return { ...layout, columns: layout.columns.filter((each) => each !== 'identities'), marksInName: true };
}

/** Shown by the panel itself. */
const saidBeside = ['email', 'identities', 'changed'];

/** Without the e-mail, and without further ones while room is short. */
export function columnsBesidePanel({ columns, listWidth, widths }: ColumnLayout): readonly string[] {
  let left = columns;
  for (const column of saidBeside) {
    if (column !== 'email' && minWidth(left, widths) <= listWidth) break;
    left = left.filter((each) => each !== column);
  }
  return left;
}

/** Steps, so that resizing does not redraw every row at every pixel. */
const widthStep = 8;
/** The shell beside the list: navigation, margin, edges. On a phone there is none. */
const shellWidth = 178;

export function steppedWidth(width: number): number {
  return Math.floor(width / widthStep) * widthStep;
}

/** As the browser will measure it. */
export function listWidthIn(windowWidth: number): number {
  return steppedWidth(windowWidth <= maxPhoneWidth ? windowWidth : windowWidth - shellWidth);
}

export function columnSize(column: string, { columns, listWidth, widths }: ColumnLayout): number {
  const own = trackOf(column, widths);
  if ('fixed' in own) return own.fixed;
  const width = Math.max(listWidth, minWidth(columns, widths));
  const tracks = columns.map((each) => trackOf(each, widths));
  return Math.max(own.least, own.share * sizeOfShare(tracks, width));
}

const cellPadding = 16;

export function chipRoom(column: string, layout: ColumnLayout): number {
  return columnSize(column, layout) - cellPadding;
}

/** As CSS: a track whose share is below its minimum takes that, the others share the rest. */
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

/** null: the usual width. */
export type OnWidths = (chosen: Readonly<Record<string, number | null>>) => void;
