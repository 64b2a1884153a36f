/** Rules of the form that adds an operation: the provider's, as the server checks them. Browser-safe. */
import * as z from 'zod/mini';
import type { ProviderCapabilities } from '#lib/providers/capabilities.ts';
import type { Operation, TagShape, Verb } from '#lib/providers/contract.ts';
import { asksForHeld } from '#lib/shared/tags.ts';

export type OperationForm = { verb: Verb; key: string; value: string };

type Known = {
  /** Keys in use: a provider takes each once. */
  taken: readonly string[];
  /** The fixed list (Cerego's types), else null. */
  fixedKeys: readonly string[] | null;
};

/**
 * Trimmed, except the key of an existing tag: users may hold one that breaks the rules, which the server
 * knows. A removal needs no value.
 */
export function operationRules(
  { rules, label, verbs }: ProviderCapabilities,
  { taken, fixedKeys }: Known,
): z.ZodMiniType<OperationForm, OperationForm> {
  const refuseTaken = z.refine<string>((text) => !taken.includes(text), {
    error: ({ input }) => `“${input}” has a change already: remove that first.`,
  });
  const refuseUnknown = z.refine<string>((text) => text === '' || !fixedKeys || fixedKeys.includes(text), {
    error: ({ input }) => `“${input}” is not a type at ${label}. There are: ${fixedKeys?.join(', ')}.`,
  });
  const written = rules.key.check(refuseTaken, refuseUnknown);
  const blank = rules.key.safeParse('').error?.issues[0]?.message;
  const held = z.string().check(z.minLength(1, blank), refuseTaken);
  const verb = z.custom<Verb>((given) => verbs.some((each) => each === given), `${label} cannot do this.`);
  const rule = (form: OperationForm) =>
    z.object({
      verb,
      key: asksForHeld(form.verb) ? held : written,
      value: needsValue(rules.value !== null, form.verb) ? (rules.value ?? z.string()) : z.string(),
    });
  return z.pipe(
    z.custom<OperationForm>(),
    z.transform((form, { issues }) => {
      const parsed = rule(form).safeParse(form);
      for (const { message, path } of parsed.error?.issues ?? [])
        issues.push({ code: 'custom', input: form, message, path });
      return parsed.data ?? form;
    }),
  );
}

/** Labels and removals need none. */
export function needsValue(hasValues: boolean, verb: Verb): boolean {
  return hasValues && verb !== 'remove';
}

export function toOperation({ rules }: ProviderCapabilities, { verb, key, value }: OperationForm): Operation {
  return { verb, key, value: needsValue(rules.value !== null, verb) ? value : null };
}

/** Warns of a key against the rules, which only its holders get; null: none. Never blocks. */
export function adviseOnHeld({ rules }: ProviderCapabilities, { verb, key }: OperationForm): string | null {
  if (key === '' || !asksForHeld(verb)) return null;
  const fault = rules.key.safeParse(key).error?.issues[0]?.message;
  return fault ? `${fault} Only users who hold exactly this are changed.` : null;
}

export function explainVerb(shape: TagShape, verb: Verb): string {
  if (shape === 'label')
    return verb === 'add'
      ? 'Users who carry it already are left out.'
      : 'Users who do not carry it are left out.';
  const words: Record<Verb, string> = {
    add: 'Only where there is no value yet: nothing is overwritten.',
    update: 'Only where there is a value already.',
    set: 'Overwrites whatever is there.',
    remove: 'Users who do not have it are left out.',
  };
  return words[verb];
}
