/** Which passwords are refused although they are long enough. Offline: nothing is asked of anybody. Browser-safe. */
import { commonPasswords } from './common-passwords.ts';

const keyboardRows = [
  '1234567890',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
];
const alphabet = 'abcdefghijklmnopqrstuvwxyz';
const leet: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};
// What is left of a password once somebody's own name is taken out must still be worth guessing.
const fewestOther = 6;

/** Why a password is refused, as a sentence; null when it is not. `about`: name and e-mail of whose it is. */
export function weaknessOf(password: string, about: readonly string[] = []): string | null {
  if (isFromList(password)) {
    return 'This looks like a line of a leaked list, not like a password. Choose one of your own.';
  }
  if (isCommon(password)) {
    return 'This password is among the first that are guessed. Use a few words that do not belong together.';
  }
  if (isPattern(password.toLowerCase())) {
    return 'This is a pattern on the keyboard or a repetition. Use a few words that do not belong together.';
  }
  if (isAbout(password.toLowerCase(), about)) {
    return 'This is little more than your own name or e-mail. Use a few words that do not belong together.';
  }
  return null;
}

/** `somebody@example.com:password`, or the hash of a password. */
function isFromList(password: string): boolean {
  return (
    /^[^\s@]+@[^\s@]+\.[^\s@:;|,]+[:;|,]\S+$/.test(password) ||
    /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i.test(password) ||
    /^\$(?:2[abxy]|argon2id?|5|6|pbkdf2)\$/.test(password)
  );
}

/** Common words also with capitals, with figures for letters, and with figures and signs around them. */
function isCommon(password: string): boolean {
  const small = password.toLowerCase();
  const plain = Array.from(small, (letter) => leet[letter] ?? letter).join('');
  const forms = [
    small,
    withoutEdges(small),
    plain,
    withoutEdges(plain),
    withoutEdges(small).replace(/./g, swap),
  ];
  return forms.some((form) => commonPasswords.has(form));
}

function swap(letter: string): string {
  return leet[letter] ?? letter;
}

/** Without figures and signs at both ends: `!summer2026` becomes `summer`. */
function withoutEdges(text: string): string {
  return text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
}

function isPattern(small: string): boolean {
  const runs = [...keyboardRows, alphabet].flatMap((row) => [row + row, backwards(row + row)]);
  return /^(.{1,4}?)\1+$/.test(small) || runs.some((run) => run.includes(small)) || new Set(small).size < 4;
}

function backwards(text: string): string {
  return Array.from(text).reverse().join('');
}

function isAbout(small: string, about: readonly string[]): boolean {
  const parts = about
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter(({ length }) => length > 2);
  const named = parts.filter((part) => small.includes(part));
  if (named.length === 0) return false;
  const other = named.reduce((rest, part) => rest.replaceAll(part, ''), small);
  return other.replace(/[^\p{L}\p{N}]/gu, '').length < fewestOther;
}
