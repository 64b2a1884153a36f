/** The rule of the form that adds an act to a plan: the provider's own, as the server checks it. Browser-safe. */
import { z } from 'zod';
import type { ProviderCapabilities } from '#lib/providers/capabilities.ts';
import type { Operation, TagShape, Verb } from '#lib/providers/contract.ts';

export type ActForm = { verb: Verb; key: string; value: string };

type Known = {
  /** Keys that have an act already: one provider takes each once. */
  taken: readonly string[];
  /** Where keys come from a fixed list (Cerego's types), else null. */
  fixedKeys: readonly string[] | null;
};

/** Comes back trimmed. A removal needs no value. */
export function actRules(
  { rules, label, verbs }: ProviderCapabilities,
  { taken, fixedKeys }: Known,
): z.ZodType<ActForm, ActForm> {
  const key = rules.key.superRefine((text, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', message });
    if (taken.includes(text)) refuse(`“${text}” has an act already: take that away first.`);
    else if (text !== '' && fixedKeys && !fixedKeys.includes(text))
      refuse(`“${text}” is not a type at ${label}. There are: ${fixedKeys.join(', ')}.`);
  });
  const verb = z.custom<Verb>((given) => verbs.some((each) => each === given), `${label} cannot do this.`);
  const valued = z.object({ verb, key, value: rules.value ?? z.string() });
  const bare = z.object({ verb, key, value: z.string() });
  return z.custom<ActForm>().transform((form, context) => {
    const parsed = (needsValue(rules.value !== null, form.verb) ? valued : bare).safeParse(form);
    for (const { message, path } of parsed.error?.issues ?? [])
      context.addIssue({ code: 'custom', message, path });
    return parsed.data ?? form;
  });
}

/** Labels have no value, and taking away needs none. */
export function needsValue(hasValues: boolean, verb: Verb): boolean {
  return hasValues && verb !== 'remove';
}

export function toOperation({ rules }: ProviderCapabilities, { verb, key, value }: ActForm): Operation {
  return { verb, key, value: needsValue(rules.value !== null, verb) ? value : null };
}

/** What a verb does to users who differ, said under the form. */
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
