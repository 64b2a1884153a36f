/** The rule of the form that adds a tag: the provider's own, as the server checks it, and what the page knows. Browser-safe. */
import * as z from 'zod/mini';
import type { ProviderCapabilities } from '#lib/providers/capabilities.ts';
import type { ShownTag } from '#lib/shared/users.ts';

export type TagForm = { key: string; value: string };

type Known = {
  /** `proof`: where it is known. */
  held: readonly { key: string; value: string | null; proof?: ShownTag['proof'] }[];
  /** Where keys come from a fixed list (Cerego's types), else null. */
  fixedKeys: readonly string[] | null;
};

/**
 * Comes back trimmed. A key that has a value is refused where the provider has no verb that overwrites; where it has
 * one the provider's own refusal leads to that offer, so here it is only warned of (`adviseOnTyped`).
 */
export function tagFormRules(
  { rules, verbs, label }: ProviderCapabilities,
  { held, fixedKeys }: Known,
): z.ZodMiniType<TagForm, TagForm> {
  const key = rules.key.check(
    z.superRefine((text, context) => {
      const refuse = (message: string) => context.addIssue({ code: 'custom', message });
      const present = held.find((tag) => tag.key === text);
      if (text !== '' && fixedKeys && !fixedKeys.includes(text)) {
        refuse(`“${text}” is not a type at ${label}. There are: ${fixedKeys.join(', ')}.`);
      } else if (rules.value && present && !verbs.includes('set')) {
        refuse(`${text} is “${present.value}” already: edit it instead.`);
      } else if (!rules.value && (present?.proof === 'confirmed' || present?.proof === 'accepted')) {
        refuse(`“${text}” is here already.`);
      }
    }),
  );
  return z.object({ key, value: rules.value ?? z.string() });
}

/** Everything that is allowed but unwise about a tag that is being typed. Never blocks. */
export function adviseOnTyped(
  { rules, label }: ProviderCapabilities,
  { held }: Pick<Known, 'held'>,
  { key, value }: TagForm,
): string[] {
  const text = key.trim();
  const present = held.find((tag) => tag.key === text);
  if (rules.value && present)
    return [`${text} is “${present.value}” already: ${label} will refuse a second one.`];
  return text === '' && value === '' ? [] : rules.advise({ key: text, value: rules.value ? value : null });
}
