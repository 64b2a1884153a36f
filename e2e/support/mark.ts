import { randomInt } from 'node:crypto';

/**
 * No vowels, no digits: a mark must not spell a word or hold a number that a test looks for on the screen, and roles
 * are looked up by any part of their name ("dadd" was once found as "Add").
 */
const alphabet = 'bcfghjkmnpqrtvwxz';

/** Eight letters that no other test of any run gets (one in seven thousand million). */
export function uniqueMark(): string {
  return Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
