/** Vero's limits. Browser-safe: zod and constants only. */
import type { ProfileRules, ProviderRules } from '../capabilities.ts';
import { adviseOnTexts, textRule } from '../text-rule.ts';

// Vero, Track API, events: an id has fewer than 255 characters. Nothing else is documented for tags/edit.
const maxIdLength = 254;

/**
 * `externalId`: 1–254 characters. `key` (the tag): anything but blank; no length is documented, so none is imposed.
 * Both are trimmed.
 */
export const veroRules = {
  externalId: textRule({ noun: 'Vero id', provider: 'Vero', max: maxIdLength }),
  key: textRule({ noun: 'Tag', provider: 'Vero' }),
  value: null,
  limits: { key: null, value: null },
  advise,
} satisfies ProviderRules;

function advise({ key }: { key: string }): string[] {
  const advice: string[] = [];
  // Vero's help on CSV import: one `tags` column, tags separated by semicolons.
  if (key.includes(';'))
    advice.push('Vero separates tags by “;” in its CSV files: this tag would be read as two.');
  // Vero's help "What are tags": no spaces or punctuation other than - and _. The endpoint takes them all the same.
  else if (!/^[A-Za-z0-9_-]*$/.test(key)) advice.push('Vero advises letters, digits, “-” and “_” only.');
  return [...advice, ...adviseOnTexts({ key, value: null })];
}

// Vero, Identify, `data`: "reserved properties that may be updated automatically by our SDKs".
const reserved = ['language', 'timezone', 'userAgent'];

/** `timezone` is a number on the wire, and where it is none nothing is sent; all other properties are text. */
export const veroProfileRules = {
  reserved,
  check: ({ key, value }) =>
    key === 'timezone' && readTimezone(value) === null
      ? 'Vero takes a time zone as whole hours from GMT, -12 to 14, such as -7.'
      : null,
  advise: ({ key, value }) =>
    key === 'language' && !isLanguageTag(value.trim())
      ? 'This is not a language tag such as en or pt-BR.'
      : null,
} satisfies ProfileRules;

/** Hours from GMT ("-7, 10, etc.", Identify, `data.timezone`: integer), or null for anything that is not one. */
export function readTimezone(value: string): number | null {
  const hours = /^[+-]?\d{1,2}$/.test(value.trim()) ? Number(value) : Number.NaN;
  // `+ 0` for -0, which JSON writes as 0 but which is not equal to it everywhere.
  return hours >= -12 && hours <= 14 ? hours + 0 : null;
}

function isLanguageTag(value: string): boolean {
  try {
    // Well-formed, and beginning with a code of two or three letters, as all registered languages do.
    return /^[a-z]{2,3}(?:-|$)/i.test(value) && Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}
