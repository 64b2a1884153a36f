/** How every rule about text is written, so that the four providers' messages read alike. Browser-safe. */
import * as z from 'zod/mini';
import { adviseOnText, hasVisibleSign } from './text-signs.ts';

/** Length as the rules count it: Unicode code points, so an emoji is one and a combining accent is one more. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * A schema for one line of text: white space at both ends is dropped, and what shows nothing is refused as blank.
 *
 * `noun` opens the messages ("Key", "Label"); `provider` is named where its limit is broken; `max` counts code
 * points; `check` returns a message for text that breaks a further rule, else null.
 *
 * U+0000 and halves of surrogate pairs are refused for every provider: neither JSON in UTF-8 nor the ledger can hold them.
 */
export function textRule(options: {
  noun: string;
  provider: string;
  max?: number;
  check?: (text: string) => string | null;
}): z.ZodMiniType<string, string> {
  const { noun, provider, max, check } = options;
  return z.string({ error: `${noun} is missing.` }).check(
    z.trim(),
    z.superRefine((text, context) => {
      const message = findFault(text);
      if (message) context.addIssue({ code: 'custom', message });
    }),
  );

  function findFault(text: string): string | null {
    if (text === '') return `${noun} cannot be blank.`;
    if (!canBeKept(text) || text.includes('\uFFFD')) return `${noun} holds a character that cannot be sent.`;
    if (!hasVisibleSign(text)) return `${noun} holds nothing that can be seen.`;
    const length = countCharacters(text);
    if (max !== undefined && length > max)
      return `${noun} is ${length} characters; ${provider} allows ${max}.`;
    return check?.(text) ?? null;
  }
}

/** False for U+0000 and halves of surrogate pairs: a database takes them neither as text nor inside JSON. */
export function canBeKept(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

/** What should be known of a tag's texts before they are sent anywhere: what nobody sees in them, or takes for another. */
export function adviseOnTexts({ key, value }: { key: string; value: string | null }): string[] {
  return [...new Set([...adviseOnText(key), ...adviseOnText(value ?? '')])];
}
