/** Browser-safe. Tagdesk finds users by e-mail and sends them nothing. */
import * as z from 'zod/mini';
import '#lib/shared/input-messages.ts';
import { adviseOnText, hasVisibleSign } from '#lib/providers/text-signs.ts';

const maxLength = 254;

/** Something, “@”, something; no spaces or control characters, at most 254 characters, trimmed. */
export const emailRule = z
  .string()
  .check(
    z.trim(),
    z.refine(isAddress, 'This is not an e-mail address.'),
    z.maxLength(maxLength, `An e-mail address has at most ${maxLength} characters.`),
  );

function isAddress(text: string): boolean {
  const { local, domain } = partsOf(text);
  // U+FFFD: damage that must not reach a provider.
  const isText = text.isWellFormed() && !/[\s\p{Cc}\uFFFD]/u.test(text);
  return isText && hasVisibleSign(local) && hasVisibleSign(domain);
}

function partsOf(text: string): { local: string; domain: string } {
  const at = text.lastIndexOf('@');
  return { local: text.slice(0, Math.max(at, 0)), domain: at < 0 ? '' : text.slice(at + 1) };
}

/** Valid, but probably a mistake. Nothing for invalid ones. */
export function adviseOnEmail(typed: string): string[] {
  const text = typed.trim();
  if (!isAddress(text)) return [];
  const { local, domain } = partsOf(text);
  const unusual: [boolean, string][] = [
    [/\.\./.test(text), 'two dots in a row'],
    [/^\.|\.$/.test(local), 'a dot at an end of the part before “@”'],
    [/^\.|\.$/.test(domain), 'a dot at an end of the part after “@”'],
    [local.includes('@'), 'more than one “@”'],
    [!domain.includes('.'), 'no dot after “@”'],
    [/^[\d.]+$/.test(domain), 'numbers alone after “@”'],
    [/[^\p{L}\p{M}\p{N}.-]/u.test(domain), 'other signs than letters, digits, “-” and “.” after “@”'],
    [/[^\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~@-]/u.test(local), 'unusual signs before “@”'],
  ];
  const found = unusual.flatMap(([is, words]) => (is ? [words] : []));
  return [...(found.length > 0 ? [`Unusual: ${found.join(', ')}.`] : []), ...adviseOnText(text)];
}
