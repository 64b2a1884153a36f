/** Browser-safe. */
import type * as z from 'zod/mini';
import type { ProviderRules } from '../capabilities.ts';
import { adviseOnTexts, textRule } from '../text-rule.ts';

/**
 * `externalId`: a string, decimal in all samples; only blank and “/” are refused. `key`: the name of a tag
 * type, checked by `ceregoTypeRule` where known. `value`: "required" is all that Cerego's document says. All
 * are trimmed.
 */
export const ceregoRules = {
  externalId: textRule({
    noun: 'Cerego user id',
    provider: 'Cerego',
    check: (text) => (text.includes('/') ? '“/” is not allowed in a Cerego user id.' : null),
  }),
  key: textRule({ noun: 'Type', provider: 'Cerego' }),
  value: textRule({ noun: 'Value', provider: 'Cerego' }),
  limits: { key: null, value: null },
  advise: adviseOnTexts,
} satisfies ProviderRules;

/**
 * `key` must be one of `names`, the account's types ("Tag types must be set up for your account", Cerego's
 * User Tags document).
 */
export function ceregoTypeRule(names: readonly string[]): z.ZodMiniType<string, string> {
  return textRule({
    noun: 'Type',
    provider: 'Cerego',
    check: (text) => {
      if (names.includes(text)) return null;
      return names.length === 0
        ? 'No tag types are configured for Cerego: an administrator can add them.'
        : `“${text}” is not a tag type at Cerego. There are: ${names.join(', ')}.`;
    },
  });
}
