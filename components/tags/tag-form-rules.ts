/** Rules of the form that adds a tag: the provider's, as the server checks them. Browser-safe. */
import * as z from 'zod/mini';
import type { ProviderCapabilities } from '#lib/providers/capabilities.ts';
import type { ShownTag } from '#lib/shared/users.ts';

export type TagForm = { key: string; value: string };

type Known = {
  /** `proof`: if known. */
  held: readonly { key: string; value: string | null; proof?: ShownTag['proof'] }[];
  /** The fixed list (Cerego's types), else null. */
  fixedKeys: readonly string[] | null;
};

/**
 * Trimmed. An existing key is refused where the provider cannot overwrite; elsewhere it is only a warning,
 * since the provider's refusal leads to an offer.
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

/** Warnings while typing. Never blocks. */
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
