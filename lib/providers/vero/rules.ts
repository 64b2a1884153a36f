/** Browser-safe. */
import type { ProfileRules, ProviderRules } from '../capabilities.ts';
import { adviseOnTexts, textRule } from '../text-rule.ts';

// Vero, Track API, events: an id has fewer than 255 characters. Nothing else is documented for tags/edit.
const maxIdLength = 254;

/** `externalId`: 1–254 characters. `key`: not blank; no length is documented. Both are trimmed. */
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
  // Vero's help "What are tags": only - and _ as punctuation, no spaces. The endpoint takes all.
  else if (!/^[A-Za-z0-9_-]*$/.test(key)) advice.push('Vero advises letters, digits, “-” and “_” only.');
  return [...advice, ...adviseOnTexts({ key, value: null })];
}

// Vero, Identify, `data`: "reserved properties that may be updated automatically by our SDKs".
const reserved = ['language', 'timezone', 'userAgent'];

/** `timezone` is a number; an invalid one is not sent. All other properties are text. */
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

/** Hours from GMT ("-7, 10, etc.", Identify, `data.timezone`: integer); null: invalid. */
export function readTimezone(value: string): number | null {
  const hours = /^[+-]?\d{1,2}$/.test(value.trim()) ? Number(value) : Number.NaN;
  // `+ 0` turns -0 into 0.
  return hours >= -12 && hours <= 14 ? hours + 0 : null;
}

function isLanguageTag(value: string): boolean {
  try {
    // Well-formed, and with a code of two or three letters, as all registered languages have.
    return /^[a-z]{2,3}(?:-|$)/i.test(value) && Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}
