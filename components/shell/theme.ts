/** What a member may choose; `system` follows the device. */
export const themes = ['system', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

/** The cookie that keeps the choice. The server reads it, so the first paint has the right colours without a script. */
export const themeCookie = 'tagdesk-theme';

/** The theme in a cookie's value; anything unknown is `system`. */
export function parseTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system';
}
