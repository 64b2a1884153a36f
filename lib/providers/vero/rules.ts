/** Vero's limits. Browser-safe: zod and constants only. */
import type { ProviderRules } from '../capabilities.ts';
import { adviseOnInvisible, textRule } from '../text-rule.ts';

// Vero, Track API, events: an id has fewer than 255 characters. Nothing else is documented for tags/edit.
const longestId = 254;

/**
 * `externalId`: 1–254 characters. `key` (the tag): anything but blank; no length is documented, so none is imposed.
 * Both are trimmed.
 */
export const veroRules = {
  externalId: textRule({ noun: 'Vero id', provider: 'Vero', max: longestId }),
  key: textRule({ noun: 'Tag', provider: 'Vero' }),
  value: null,
  limits: { key: null, value: null },
  advise,
} satisfies ProviderRules;

function advise({ key }: { key: string }): string | null {
  // Vero's help on CSV import: one `tags` column, tags separated by semicolons.
  if (key.includes(';')) return 'Vero separates tags by “;” in its CSV files: this tag would be read as two.';
  // Vero's help "What are tags": no spaces or punctuation other than - and _. The endpoint takes them all the same.
  if (!/^[A-Za-z0-9_-]*$/.test(key)) return 'Vero advises letters, digits, “-” and “_” only.';
  return adviseOnInvisible(key);
}
