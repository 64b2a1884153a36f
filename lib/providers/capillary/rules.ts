import type { ProviderRules } from '../capabilities.ts';
import { adviseOnTexts, textRule } from '../text-rule.ts';

// Capillary, Add Labels: a name has 1 to 100 characters, special characters allowed.
const maxLabelLength = 100;

// Capillary, Tag Customers: userId is an int64. Kept as digits, since a JavaScript number loses some above 2^53.
const maxId = 9_223_372_036_854_775_807n;

/**
 * `externalId`: a positive int64 without leading zeros. `key`: a label of 1–100 characters; whether the
 * catalogue has it is the provider's answer (33000). Both are trimmed.
 */
export const capillaryRules = {
  externalId: textRule({ noun: 'Capillary user id', provider: 'Capillary', check: findIdFault }),
  key: textRule({ noun: 'Label', provider: 'Capillary', max: maxLabelLength }),
  value: null,
  limits: { key: maxLabelLength, value: null },
  advise: adviseOnTexts,
} satisfies ProviderRules;

function findIdFault(text: string): string | null {
  if (!/^[1-9]\d*$/.test(text)) return 'A Capillary user id is digits only and does not start with 0.';
  if (text.length > 19 || BigInt(text) > maxId) return `A Capillary user id is at most ${maxId}.`;
  return null;
}
