import { randomInt } from 'node:crypto';

/**
 * No vowels or digits: a mark must not match words or numbers on the screen, and roles match by parts of
 * their names ("dadd" was once found as "Add"). No wide letters: a chip that does not fit is only counted.
 */
const alphabet = 'bcfghjknpqrtvxz';

/** Eight letters: a collision is 1 in 2·10⁹. */
export function uniqueMark(): string {
  return Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
