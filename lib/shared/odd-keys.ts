/**
 * Keys that stand at a provider although its rules would not write them so. The rules limit what is written: what is
 * there can be removed and updated by its exact key. Pure and browser-safe.
 */
import type * as z from 'zod/mini';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation, Verb } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { canBeKept } from '#lib/providers/text-rule.ts';

/** The rule for keys where this installation knows the fixed list (Cerego's types), else null. */
export type KeyRule = z.ZodMiniType<string, string> | null;

/** A key as it may be written, or the rule's words. */
export type WritableKey = { key: string; fault: null } | { key: null; fault: string };

export function toWritableKey(provider: ProviderId, text: string, rule: KeyRule): WritableKey {
  const trimmed = capabilitiesOf(provider).rules.key.safeParse(text);
  const parsed = trimmed.success && rule ? rule.safeParse(trimmed.data) : trimmed;
  if (parsed.success) return { key: parsed.data, fault: null };
  return { key: null, fault: parsed.error.issues[0]?.message ?? 'Not valid.' };
}

/** Whether the verb asks for a tag that is there. */
export function asksForHeld(verb: Verb): boolean {
  return verb === 'remove' || verb === 'update';
}

/** Whether this is meant as it stands only where somebody holds exactly this key. */
export function isOdd(provider: ProviderId, { verb, key }: Operation, rule: KeyRule): boolean {
  return asksForHeld(verb) && canBeKept(key) && toWritableKey(provider, key, rule).key !== key;
}

/** Why an odd key is not sent for a user who is not known to hold exactly it. */
export function faultWithout(provider: ProviderId, key: string, rule: KeyRule): string {
  const { fault } = toWritableKey(provider, key, rule);
  const { label, nouns } = capabilitiesOf(provider);
  return (
    fault ??
    `This user is not known to have “${key}”, and ${label} is given no ${nouns.key} with spaces at its ends.`
  );
}

/** `position` in the operations as they were asked for. */
export type KeyFault = { position: number; message: string };

/**
 * The operations with the keys that are meant: an odd one as it stands where it is held, any other as it may be written.
 * Faults where a rule refuses it, or one key is meant twice.
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
