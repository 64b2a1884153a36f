/** Providers fold case, white space and accents, and rename labels. Pure, browser-safe. */
import type { ApplyInput, Operation, TagText } from './contract.ts';

const foldCase = (text: string) =>
  text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').trim().replace(/\s+/gu, ' ');
const foldAccents = (text: string) =>
  foldCase(text)
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/gu, '');

/** Accents last. */
const foldings = [foldCase, foldAccents] as const;

/** Equal but for case, compatibility forms, white space and accents. */
export function isAlike(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other;
  return one === other || foldAccents(one) === foldAccents(other);
}

/**
 * Exact, else the only one alike that `against` lacks as it is. Never a guess between two, nor a tag that
 * `named` means exactly.
 */
export function heldAs<T extends TagText>(
  key: string,
  list: readonly T[],
  { against, named }: { against: readonly TagText[]; named: readonly { key: string }[] },
): T | null {
  const exact = list.find((tag) => tag.key === key);
  if (exact) return exact;
  const fresh = list.filter((tag) => !holds(against, tag) && !named.some((other) => other.key === tag.key));
  for (const fold of foldings) {
    const [alike, another] = fresh.filter((tag) => fold(tag.key) === fold(key));
    if (alike) return another ? null : alike;
  }
  return null;
}

/** `kept`: the form kept, where that differs; else null. */
export type Shown = { kept: TagText | null };

/** `operations`: of the whole change. `before`: known before it; `wasRead` false: not from the provider. */
export type Asked = Pick<ApplyInput, 'operations' | 'before' | 'wasRead'>;

/**
 * Whether `list`, complete and read after the call, shows what `operation` asked for; null: no. A removal
 * wants its exact key gone. `lost`: without a sign of success, what may have been there before proves
 * nothing.
 */
export function shownAs(
  operation: Operation,
  list: readonly TagText[],
  { operations, before, wasRead = true }: Asked,
  { lost = false }: { lost?: boolean } = {},
): Shown | null {
  const { verb, key, value } = operation;
  if (verb === 'remove') return list.some((tag) => tag.key === key) ? null : { kept: null };
  const against = lost && !wasRead ? list : before;
  const held = heldAs(key, list, { against, named: operations });
  if (!held) return null;
  if (held.key === key && held.value === value) return { kept: null };
  return isAlike(held.value, value) && !holds(against, held)
    ? { kept: { key: held.key, value: held.value } }
    : null;
}

function holds(list: readonly TagText[], { key, value }: TagText): boolean {
  return list.some((tag) => tag.key === key && tag.value === value);
}
