/**
 * Keys against the rules that exist at a provider: they can be removed and updated by their exact key. Pure,
 * browser-safe.
 */
import type * as z from 'zod/mini';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation, Verb } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { canBeKept } from '#lib/providers/text-rule.ts';

/** For a fixed list (Cerego's types), else null. */
export type KeyRule = z.ZodMiniType<string, string> | null;

export type WritableKey = { key: string; fault: null } | { key: null; fault: string };

export function toWritableKey(provider: ProviderId, text: string, rule: KeyRule): WritableKey {
  const trimmed = capabilitiesOf(provider).rules.key.safeParse(text);
  const parsed = trimmed.success && rule ? rule.safeParse(trimmed.data) : trimmed;
  if (parsed.success) return { key: parsed.data, fault: null };
  return { key: null, fault: parsed.error.issues[0]?.message ?? 'Not valid.' };
}

/** The verb needs an existing tag. */
export function asksForHeld(verb: Verb): boolean {
  return verb === 'remove' || verb === 'update';
}

/** Only for users who hold exactly this key. */
export function isOdd(provider: ProviderId, { verb, key }: Operation, rule: KeyRule): boolean {
  return asksForHeld(verb) && canBeKept(key) && toWritableKey(provider, key, rule).key !== key;
}

/** For users not known to hold it. */
export function faultWithout(provider: ProviderId, key: string, rule: KeyRule): string {
  const { fault } = toWritableKey(provider, key, rule);
  const { label, nouns } = capabilitiesOf(provider);
  return (
    fault ??
    `This user is not known to have “${key}”, and ${label} is given no ${nouns.key} with spaces at its ends.`
  );
}

/** `position`: among the operations. */
export type KeyFault = { position: number; message: string };

/**
 * Odd keys stay as they are where held, others are trimmed. Faults: a rule refuses it, or a key is repeated.
 */
export function settleKeys(
  provider: ProviderId,
  operations: readonly Operation[],
  { rule, isHeld }: { rule: KeyRule; isHeld: (key: string) => boolean },
): { operations: Operation[]; faults: KeyFault[] } {
  const faults: KeyFault[] = [];
  const seen = new Set<string>();
  const settled = operations.map((operation, position) => {
    const isMeantSo = isOdd(provider, operation, rule) && isHeld(operation.key);
    const { key, fault } = isMeantSo
      ? { key: operation.key, fault: null }
      : toWritableKey(provider, operation.key, rule);
    if (fault !== null) faults.push({ position, message: fault });
    else if (seen.has(key)) faults.push({ position, message: `“${key}” is named twice in one edit.` });
    else seen.add(key);
    return { ...operation, key: key ?? operation.key };
  });
  return { operations: settled, faults };
}
