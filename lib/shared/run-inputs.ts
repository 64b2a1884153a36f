/**
 * What a run can be made from and asked to do. Browser-safe: form and server share these. Operations are checked by
 * the same rules as a single edit.
 */
import { z } from 'zod';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { canBeKept } from '#lib/providers/text-rule.ts';
import { changeOutcomes, noteRule, settleVerdict } from '#lib/shared/changes.ts';
import { filterRule } from '#lib/shared/filter/filter-rule.ts';
import { asksForHeld } from '#lib/shared/odd-keys.ts';
import { editTagsInput } from '#lib/shared/tags.ts';
import { nameRule, providerRule, userIdRule } from '#lib/shared/users.ts';

/** More than this is chosen by a filter, so that no long list of ids passes through the browser. */
export const maxChosenUsers = 10_000;
export const tooManyChosen = `At most ${maxChosenUsers.toLocaleString('en')} users can be chosen one by one: use a filter.`;

export const runIdRule = z.int().positive();
const runNameRule = nameRule.default('');
const causeRule = z.string().regex(/^[0-9a-f]{32}$/, 'There is no such cause.');
const verbRule = z.enum(['add', 'remove', 'update', 'set']);

/** What is meant for everybody at one provider. Each provider at most once. Comes back as from `editTagsInput`. */
const runOperationShape = z.object({
  provider: providerRule,
  operations: z.array(z.object({ verb: verbRule, key: z.string(), value: z.string().nullable() })),
});

export const runOperationsRule = z.array(runOperationShape).transform((intents, context) => {
  const seen = new Set<ProviderId>();
  return intents.map((intent, index) => {
    if (seen.has(intent.provider)) {
      const message = `${capabilitiesOf(intent.provider).label} is named twice.`;
      context.addIssue({ code: 'custom', message, path: [index, 'provider'] });
    }
    seen.add(intent.provider);
    // The user stands for everybody: only provider and operations are checked here.
    const checked = editTagsInput.safeParse({ userId: 1, ...intent, note: '' });
    for (const issue of checked.error?.issues ?? [])
      context.addIssue({ code: 'custom', message: issue.message, path: [index, ...issue.path] });
    return { provider: intent.provider, operations: checked.data?.operations ?? intent.operations };
  });
});
export type RunOperation = z.output<typeof runOperationsRule>[number];

/** Which column says who: an e-mail address, or an id at a provider. Columns are named as in the file's first line. */
const whoShape = z.object({ column: z.string(), as: z.enum(['email', ...providerRule.options]) });

/**
 * What a column asks for. Label shape: the cell holds labels separated by `;`. Other shapes: with `key`, the cell is
 * the value (for `remove` anything that is not blank asks for it); without, it holds `key=value` separated by `;`
 * (`remove`: keys). A blank cell asks for nothing.
 */
const actShape = z.object({
  column: z.string(),
  provider: providerRule,
  verb: verbRule,
  key: z.string().nullable(),
});

export const runSourceRule = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('users'),
    userIds: z.array(userIdRule).min(1, 'Nobody is selected.').max(maxChosenUsers, tooManyChosen),
  }),
  z.object({
    kind: z.literal('filter'),
    q: filterRule,
  }),
  z.object({
    kind: z.literal('csv'),
    uploadId: z.int().positive(),
    who: z.array(whoShape).min(1, 'Say which column tells who is meant.').max(10),
    acts: z.array(actShape).max(50),
  }),
]);
export type RunSourceInput = z.output<typeof runSourceRule>;

export const createRunInput = z
  .object({ name: runNameRule, note: noteRule, source: runSourceRule, intents: runOperationsRule })
  .superRefine(({ source, intents }, context) => {
    const refuse = (message: string, path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message, path });
    const acts = source.kind === 'csv' ? source.acts : [];
    if (intents.length + acts.length === 0) refuse('Say what to change.', ['intents']);
    acts.forEach(({ provider, verb, key }, index) => {
      const { verbs, label, nouns, rules, shape } = capabilitiesOf(provider);
      const path = ['source', 'acts', index];
      if (!verbs.includes(verb)) refuse(`${label} cannot ${verb} a ${nouns.tag}.`, [...path, 'verb']);
      if (intents.some((intent) => intent.provider === provider))
        refuse(`${label} is already changed the same way for everybody.`, [...path, 'provider']);
      if (key === null) return;
      const verdict = rules.key.safeParse(key);
      if (shape === 'label') refuse(`A ${nouns.tag} has no key.`, [...path, 'key']);
      else if (verdict.error && !asksForHeld(verb))
        refuse(verdict.error.issues[0]?.message ?? 'Not valid.', [...path, 'key']);
    });
  });
export type CreateRunInput = z.input<typeof createRunInput>;

/** One column of an uploaded file whose cells hold labels of `provider`. */
export const fileLabelsInput = z.object({
  uploadId: z.int().positive(),
  column: z.string().max(1_000),
  provider: providerRule,
});

export const runInput = z.object({ runId: runIdRule });

/** Name and note of a run that has not started; the note goes with every change. */
export const describeRunInput = z.object({ runId: runIdRule, name: runNameRule, note: noteRule });

/** `startAt` null: now. `confirmCount`: the number of changes as typed by the member, where the plan asks for it. */
export const startRunInput = z.object({
  runId: runIdRule,
  startAt: z.iso.datetime({ offset: true }).nullable().default(null),
  confirmCount: z.int().nullable().default(null),
});

/** `provider` null: every lane of the run. */
export const steerRunInput = z.object({ runId: runIdRule, provider: providerRule.nullable().default(null) });

/** Outcomes that a new attempt can mend. `unknown` is settled first, never repeated blindly. */
export const retryOutcomes = ['failed', 'refused', 'cancelled'] as const;

/**
 * A new plan for the same users. Without `intents` the same operations as before; with them ("edit and retry") these,
 * at their providers only. `cause`: only those of this cause.
 */
export const retryRunInput = z.object({
  runId: runIdRule,
  outcomes: z.array(z.enum(retryOutcomes)).min(1).default(['failed']),
  provider: providerRule.nullable().default(null),
  cause: causeRule.nullable().default(null),
  intents: runOperationsRule.nullable().default(null),
  note: noteRule,
});
export type RetryRunInput = z.input<typeof retryRunInput>;

/**
 * What became of everything unknown of one cause: a person's word, or another sending. `seen`: `RunCause.unsettled.seen`
 * of the changes that the person looked at. `confirmCount`: how many they are, as typed.
 */
export const settleCauseInput = z.object({
  runId: runIdRule,
  cause: causeRule,
  verdict: settleVerdict,
  seen: z.string().regex(/^-?\d{1,40}$/, 'Look at the run again.'),
  confirmCount: z.int().nullable().default(null),
});
export type SettleCauseInput = z.input<typeof settleCauseInput>;

export const undoRunInput = z.object({ runId: runIdRule, note: noteRule });

export const planStatuses = ['change', 'no-op', 'no-identity', 'refused', 'skipped'] as const;

/** One page of the plan. `after`: `nextAfter` of the page before. */
export const listTargetsInput = z.object({
  runId: runIdRule,
  verdict: z.enum(planStatuses).optional(),
  provider: providerRule.optional(),
  reason: z.string().max(1_000).refine(canBeKept, 'There is no such reason.').optional(),
  after: z.int().nonnegative().default(0),
  limit: z.int().min(1).max(500).default(100),
});
export type ListTargetsInput = z.input<typeof listTargetsInput>;

/** One page of what became of it, in the order of sending. `attention`: refused, failed and unknown only. */
export const listResultsInput = z.object({
  runId: runIdRule,
  outcome: z.enum(changeOutcomes).exclude(['imported']).optional(),
  attention: z.boolean().default(false),
  provider: providerRule.optional(),
  cause: causeRule.optional(),
  after: z.int().nonnegative().default(0),
  limit: z.int().min(1).max(500).default(100),
});
export type ListResultsInput = z.input<typeof listResultsInput>;

export const listRunsInput = z.object({
  before: z.int().positive().optional(),
  limit: z.int().min(1).max(100).default(50),
});
