/** Checked by the providers' rules, shared by form and server. Browser-safe. */
import * as z from 'zod/mini';
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
  value: z.nullable(z.string()),
});

/**
 * Trimmed, except the key of an existing tag (`remove`, `update`), which `settleKeys` decides. Refuses what
 * the rules refuse, missing verbs and repeated keys.
 */
export const editTagsInput = z.pipe(
  z.object({
    userId: userIdRule,
    provider: providerRule,
    operations: z
      .array(operationShape)
      .check(z.minLength(1, 'Nothing to change.'), z.maxLength(100, 'At most 100 operations in one edit.')),
    note: noteRule,
  }),
  z.transform((input, { issues }) => {
    const { rules, label, verbs, nouns } = capabilitiesOf(input.provider);
    const seen = new Set<string>();
    const operations = input.operations.map((operation, position): Operation => {
      const refuse = (field: string, message: string) =>
        issues.push({ code: 'custom', input, message, path: ['operations', position, field] });
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
  }),
);

function firstMessage(error: z.core.$ZodError): string {
  return error.issues[0]?.message ?? 'Not valid.';
}

/** Labels have no value, removals need none. */
function checkValue(
  operation: Operation,
  rule: z.ZodMiniType<string, string> | null,
): { text: string | null; fault?: string } {
  if (rule === null)
    return operation.value === null ? { text: null } : { text: null, fault: 'A label has no value.' };
  if (operation.verb === 'remove') return { text: null };
  const parsed = rule.safeParse(operation.value ?? '');
  return parsed.success
    ? { text: parsed.data }
    : { text: operation.value, fault: firstMessage(parsed.error) };
}

/** Labels, or keys with their usual values. `count`: users. */
export type TagSuggestion = TagText & { count: number };

/** PostgreSQL's text holds no NUL; searches drop it. */
const searchText = z.string().check(
  z.maxLength(maxSearchLength),
  z.overwrite((text) => text.replaceAll('\0', '')),
);

export const suggestTagsInput = z.object({
  provider: providerRule,
  text: z._default(searchText, ''),
  /** Values of this key; without: labels or keys. */
  key: z.optional(searchText),
  limit: z._default(z.int().check(z.gte(1), z.lte(50)), 12),
});
export type SuggestTagsInput = z.infer<typeof suggestTagsInput>;

/** null: unknown. */
export type MissingLabel = { missing: boolean | null };

export const missingLabelInput = z.object({
  provider: providerRule,
  key: z.string().check(z.maxLength(200)),
});

export const tagAdviceInput = z.object({
  provider: providerRule,
  key: z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(5_000),
      z.refine(canBeKept, 'A tag cannot hold a NUL character or half of one.'),
    ),
  value: z._default(
    z.nullable(
      z
        .string()
        .check(
          z.maxLength(5_000),
          z.refine(canBeKept, 'A value cannot hold a NUL character or half of one.'),
        ),
    ),
    null,
  ),
});

export const createCatalogueTagInput = z.object({ provider: providerRule, key: z.string() }).check(
  z.superRefine((input, context) => {
    const verdict = capabilitiesOf(input.provider).rules.key.safeParse(input.key);
    for (const issue of verdict.error?.issues ?? []) {
      context.addIssue({ code: 'custom', message: issue.message, path: ['key'] });
    }
  }),
);

/** Text of a profile: no white space around it, and something to be seen in it. */
const shownText = (max: number, message: string) =>
  z.string().check(z.trim(), z.refine(hasVisibleSign, message), z.maxLength(max));

/** Vero's identify. Empty e-mail: unchanged. Values stay text; the client converts them. */
export const saveProfileInput = z
  .object({
    userId: userIdRule,
    provider: providerRule,
    email: optionalText(emailRule),
    data: z._default(
      z
        .array(
          z.object({
            key: shownText(255, 'A property needs a name.'),
            value: z.string().check(z.maxLength(5_000)),
          }),
        )
        .check(
          z.maxLength(200),
          z.superRefine((entries, context) => {
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
        ),
      [],
    ),
    channels: z._default(
      z
        .array(
          z.object({
            type: shownText(50, 'A channel needs a type, such as push.'),
            address: shownText(4_096, 'A channel needs an address: the device token.'),
            platform: shownText(50, 'A channel needs a platform, such as android or ios.'),
          }),
        )
        .check(z.maxLength(50)),
      [],
    ),
  })
  .check(
    z.superRefine(({ provider, data, channels }, context) => {
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
    }),
  );
export type SaveProfileInput = z.infer<typeof saveProfileInput>;
export type SaveProfileForm = z.input<typeof saveProfileInput>;

export { asksForHeld };
