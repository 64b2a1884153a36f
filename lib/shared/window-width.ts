/** The window's width, known to the server, so that the first paint has the columns and chips of the last. */

/** Sent by Chromium, over https or on this machine: also for a window of another size than the last. */
export const windowWidthHint = 'Sec-CH-Viewport-Width';
/** For the others, as the last window had it. */
export const windowWidthCookie = 'tagdesk-window-width';

/** As `phone` in the style sheet. */
export const maxPhoneWidth = 720;
const usualWidths = { desk: 1_440, phone: 390 };
const maxWidth = 6_000;

type Asked = { hint: string | null; cookie: string | undefined; agent: string | null };

/** In CSS pixels; without hint and cookie a guess from the user agent. */
export function readWindowWidth({ hint, cookie, agent }: Asked): number {
  const told = [Number(hint ?? 0), Number(cookie)].find(
    (width) => Number.isInteger(width) && width > 0 && width <= maxWidth,
  );
  return told ?? (/\bMobi/.test(agent ?? '') ? usualWidths.phone : usualWidths.desk);
}

const yearInSeconds = 31_536_000;

/** Of `document.cookie`. */
export function writeWindowWidth(width: number): string {
  return `${windowWidthCookie}=${width}; path=/; max-age=${yearInSeconds}; samesite=lax`;
}
