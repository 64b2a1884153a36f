/** Refuses weak passwords that are long enough. Offline. Server only. */
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { AppError } from '#lib/shared/errors.ts';

/** log10 of guesses: eight random characters just pass, a word with a year does not. */
const minGuesses = 7.9;
// Signs that must be left once the member's own name is taken out.
const minOtherSigns = 6;

let estimator: Promise<ZxcvbnFactory> | null = null;

/** Half a second and 25 MB of word lists: loaded only where a password is set. */
async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
}

/** A sentence; null: strong enough. `about`: the member's name and e-mail. */
export async function weaknessOf(password: string, about: readonly string[]): Promise<string | null> {
  if (isFromList(password))
    return 'This looks like a line of a leaked list, not like a password. Choose one of your own.';
  const parts = about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  const own = parts.filter(({ length }) => length > 2);
  if (isAbout(password.toLowerCase(), own))
    return 'This is little more than your own name or e-mail. Use a few words that do not belong together.';
  estimator ??= loadEstimator();
  const { guessesLog10 } = (await estimator).check(password, ['Tagdesk', ...about, ...own]);
  return guessesLog10 < minGuesses
    ? 'This password is easy to guess. Use a few words that do not belong together.'
    : null;
}

/** Throws AppError `invalid` at `password` where it is weak. */
export async function requireStrongPassword(
  password: string,
  member: { name: string; email: string },
): Promise<void> {
  const message = await weaknessOf(password, [member.name, member.email]);
  if (message !== null) throw new AppError('invalid', message, { password: message });
}

/** `somebody@example.com:password`, or a hash: long, but in leaked lists. */
function isFromList(password: string): boolean {
  return (
    /^[^\s@]+@[^\s@]+\.[^\s@:;|,]+[:;|,]\S+$/.test(password) ||
    /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i.test(password) ||
    /^\$(?:2[abxy]|argon2id?|5|6|pbkdf2)\$/.test(password)
  );
}

function isAbout(small: string, own: readonly string[]): boolean {
  const named = own.filter((part) => small.includes(part));
  if (named.length === 0) return false;
  const other = named.reduce((rest, part) => rest.replaceAll(part, ''), small);
  return other.replace(/[^\p{L}\p{N}]/gu, '').length < minOtherSigns;
}
