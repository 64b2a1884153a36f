/** The inputs of the tag verbs, checked by the providers' own rules: form and server share these. Browser-safe. */
import { z } from 'zod';
import './input-messages.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation, TagText } from '#lib/providers/contract.ts';
import { canBeKept } from '#lib/providers/text-rule.ts';
import { hasVisibleSign } from '#lib/providers/text-signs.ts';
import { noteRule } from '#lib/shared/changes.ts';
import { emailRule } from '#lib/shared/text/email.ts';
import { maxSearchLength } from '#lib/shared/text-limits.ts';
import { optionalText, providerRule, userIdRule } from '#lib/shared/users.ts';
import { asksForHeld } from './odd-keys.ts';

const operationShape = z.object({
  verb: z.enum(['add', 'remove', 'update', 'set']),
  key: z.string(),
  value: z.string().nullable(),
});

/**
 * One change as asked for. Fields come back trimmed, but for the key of a tag that is there (`remove`, `update`): it comes
 * back as it was given, for `settleKeys`. Refuses what the provider's rules refuse, verbs that it does not have, and the
 * same key twice.
 */
export const editTagsInput = z
  .object({
    userId: userIdRule,
    provider: providerRule,
    operations: z
      .array(operationShape)
      .min(1, 'Nothing to change.')
      .max(100, 'At most 100 operations in one edit.'),
    note: noteRule,
  })
  .transform((input, context) => {
    const { rules, label, verbs, nouns } = capabilitiesOf(input.provider);
    const seen = new Set<string>();
    const operations = input.operations.map((operation, position): Operation => {
      const refuse = (field: string, message: string) =>
        context.addIssue({ code: 'custom', message, path: ['operations', position, field] });
      if (!verbs.includes(operation.verb))
        refuse('verb', `${label} cannot ${operation.verb} a ${nouns.tag}.`);
      const strict = rules.key.safeParse(operation.key);
      const key =
        asksForHeld(operation.verb) && canBeKept(operation.key)
          ? { success: true as const, data: operation.key }
          : strict;
      if (!key.success) refuse('key', firstMessage(key.error));
      else if (seen.has(key.data)) refuse('key', `“${key.data}” is named twice in one edit.`);
      else seen.add(key.data);
      const value = checkValue(operation, rules.value);
      if (value.fault) refuse('value', value.fault);
      return { verb: operation.verb, key: key.data ?? operation.key, value: value.text };
    });
    return { ...input, operations };
  });

function firstMessage(error: z.ZodError): string {
  return error.issues[0]?.message ?? 'Not valid.';
}

/** A label has no value; a removal needs none. */
function checkValue(
  operation: Operation,
  rule: z.ZodType<string, string> | null,
): { text: string | null; fault?: string } {
  if (rule === null)
    return operation.value === null ? { text: null } : { text: null, fault: 'A label has no value.' };
  if (operation.verb === 'remove') return { text: null };
  const parsed = rule.safeParse(operation.value ?? '');
  return parsed.success
    ? { text: parsed.data }
    : { text: operation.value, fault: firstMessage(parsed.error) };
}

/** What autocomplete offers: known tags (label) or known keys with their usual values. `count`: users who carry it. */
export type TagSuggestion = TagText & { count: number };

export const suggestTagsInput = z.object({
  provider: providerRule,
  /** The database's text holds no NUL; what is searched for is found without it. */
  text: z
    .string()
    .max(maxSearchLength)
    .transform((text) => text.replaceAll('\0', ''))
    .default(''),
  /** Within this key: values of a key. Without: labels, or keys. */
  key: z
    .string()
    .max(maxSearchLength)
    .transform((text) => text.replaceAll('\0', ''))
    .optional(),
  limit: z.int().min(1).max(50).default(12),
});
export type SuggestTagsInput = z.infer<typeof suggestTagsInput>;

/** Null: nobody can tell. */
export type MissingLabel = { missing: boolean | null };

export const missingLabelInput = z.object({ provider: providerRule, key: z.string().max(200) });

export const tagAdviceInput = z.object({
  provider: providerRule,
  key: z.string().min(1).max(5_000).refine(canBeKept, 'A tag cannot hold a NUL character or half of one.'),
  value: z
    .string()
    .max(5_000)
    .refine(canBeKept, 'A value cannot hold a NUL character or half of one.')
    .nullable()
    .default(null),
});

export const createCatalogueTagInput = z
  .object({ provider: providerRule, key: z.string() })
  .superRefine((input, context) => {
    const verdict = capabilitiesOf(input.provider).rules.key.safeParse(input.key);
    for (const issue of verdict.error?.issues ?? []) {
      context.addIssue({ code: 'custom', message: issue.message, path: ['key'] });
    }
  });

/** Vero's identify. Empty e-mail: left as it is at Vero. Values stay as typed; the client gives each its type. */
export const saveProfileInput = z
  .object({
    userId: userIdRule,
    provider: providerRule,
    email: optionalText(emailRule),
    data: z
      .array(
        z.object({
          key: z.string().trim().refine(hasVisibleSign, 'A property needs a name.').max(255),
          value: z.string().max(5_000),
        }),
      )
      .max(200)
      .default([])
      .superRefine((entries, context) => {
        const seen = new Set<string>();
        entries.forEach(({ key }, position) => {
          if (seen.has(key))
            context.addIssue({
              code: 'custom',
              message: `“${key}” is named twice.`,
              path: [position, 'key'],
            });
          seen.add(key);
        });
      }),
    channels: z
      .array(
        z.object({
          type: z.string().trim().refine(hasVisibleSign, 'A channel needs a type, such as push.').max(50),
          address: z
            .string()
            .trim()
            .refine(hasVisibleSign, 'A channel needs an address: the device token.')
            .max(4_096),
          platform: z
            .string()
            .trim()
            .refine(hasVisibleSign, 'A channel needs a platform, such as android or ios.')
            .max(50),
        }),
      )
      .max(50)
      .default([]),
  })
  .superRefine(({ provider, data, channels }, context) => {
    const { profileRules } = capabilitiesOf(provider);
    const isText = (text: string) => canBeKept(text) && !text.includes('\uFFFD');
    const noText = 'This holds a character that cannot be sent.';
    channels.forEach((channel, position) => {
      if (!Object.values(channel).every(isText))
        context.addIssue({ code: 'custom', message: noText, path: ['channels', position, 'address'] });
    });
    data.forEach((property, position) => {
      const isSent = isText(property.key) && isText(property.value);
      const fault = isSent ? (profileRules?.check(property) ?? null) : noText;
      if (fault !== null)
        context.addIssue({ code: 'custom', message: fault, path: ['data', position, 'value'] });
    });
  });
export type SaveProfileInput = z.infer<typeof saveProfileInput>;
export type SaveProfileForm = z.input<typeof saveProfileInput>;

export { asksForHeld };
