/** Text rules with the same messages for all providers. Browser-safe. */
import * as z from 'zod/mini';
import { adviseOnText, hasVisibleSign } from './text-signs.ts';

/** Code points: an emoji is one, a combining accent is one more. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * One line of text, trimmed; invisible text is blank. `noun`: opens messages ("Key", "Label"); `provider`:
 * named where its limit is broken; `max`: code points; `check`: a message for a further rule, or null. U+0000
 * and lone surrogates are refused: neither JSON in UTF-8 nor the ledger can hold them.
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

/** False for U+0000 and lone surrogates. */
export function canBeKept(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

/** Invisible characters and look-alikes. */
export function adviseOnTexts({ key, value }: { key: string; value: string | null }): string[] {
  return [...new Set([...adviseOnText(key), ...adviseOnText(value ?? '')])];
}
