import { randomInt } from 'node:crypto';

// Without 0 O 1 I L, which people mix up: 31 letters, 8 of them are 39 bits.
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** Two groups of letters: `ABCD-EFGH` for a `group` of four. */
export function readableCode(group: number): string {
  const pick = () => letters[randomInt(letters.length)] ?? '';
  const some = () => Array.from({ length: group }, pick).join('');
  return `${some()}-${some()}`;
}

export function asReadableCode(typed: string): string {
  const bare = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const middle = Math.ceil(bare.length / 2);
  return `${bare.slice(0, middle)}-${bare.slice(middle)}`;
}
