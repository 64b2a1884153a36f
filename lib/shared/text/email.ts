/** E-mail addresses as other systems keep them. Tagdesk sends them nothing: it finds people by them. Browser-safe. */
import * as z from 'zod/mini';
import '#lib/shared/input-messages.ts';
import { adviseOnText, hasVisibleSign } from '#lib/providers/text-signs.ts';

const longest = 254;

/** Something, “@”, something; no spaces, no control characters, at most 254 characters. White space around it is dropped. */
export const emailRule = z
  .string()
  .check(
    z.trim(),
    z.refine(isAddress, 'This is not an e-mail address.'),
    z.maxLength(longest, `An e-mail address has at most ${longest} characters.`),
  );

function isAddress(text: string): boolean {
  const { local, domain } = partsOf(text);
  return hasVisibleSign(local) && hasVisibleSign(domain) && !/[\s\p{Cc}]/u.test(text) && text.isWellFormed();
}

function partsOf(text: string): { local: string; domain: string } {
  const at = text.lastIndexOf('@');
  return { local: text.slice(0, Math.max(at, 0)), domain: at < 0 ? '' : text.slice(at + 1) };
}

/** What is taken, but seldom meant. Nothing of what is no address. */
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
