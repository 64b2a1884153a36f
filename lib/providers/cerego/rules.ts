/** Cerego's limits. Browser-safe: zod and constants only. */
import type * as z from 'zod/mini';
import type { ProviderRules } from '../capabilities.ts';
import { adviseOnTexts, textRule } from '../text-rule.ts';

/**
 * `externalId`: Cerego documents a string and shows decimal ones, so anything but blank and “/” is let through.
 * `key` is the name of a tag type; that it is one of the account's is checked by `ceregoTypeRule` where the list is known.
 * `value`: "required" is all that Cerego's document says; no length is imposed. All are trimmed.
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
 * The rule for `key` once the account's tag types are known ("Tag types must be set up for your account", Cerego's
 * User Tags document): trimmed, not blank, exactly one of `names`.
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
