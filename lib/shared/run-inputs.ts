/** Browser-safe. Operations are checked by the rules of single edits. */
import * as z from 'zod/mini';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { canBeKept } from '#lib/providers/text-rule.ts';
import { changeOutcomes, noteRule, settleVerdict } from '#lib/shared/changes.ts';
import { choicesFor, cureChoiceRule, planCauseRule } from '#lib/shared/cures.ts';
import { filterRule } from '#lib/shared/filter/filter-rule.ts';
import { asksForHeld } from '#lib/shared/odd-keys.ts';
import { editTagsInput } from '#lib/shared/tags.ts';
import { maxLeftOut, tooManyLeftOut } from '#lib/shared/user-list.ts';
import { nameRule, providerRule, userIdRule, userIdsText } from '#lib/shared/users.ts';

/** More are chosen by a filter, so that no long list of ids passes through the browser. */
export const maxChosenUsers = 10_000;
export const tooManyChosen = `At most ${maxChosenUsers.toLocaleString('en')} users can be chosen one by one: use a filter.`;

export const runIdRule = z.int().check(z.positive());
const runNameRule = z._default(nameRule, '');
const causeRule = z.string().check(z.regex(/^[0-9a-f]{32}$/, 'There is no such cause.'));
const verbRule = z.enum(['add', 'remove', 'update', 'set']);

/** Each provider at most once. Comes back as from `editTagsInput`. */
const runOperationShape = z.object({
  provider: providerRule,
  operations: z.array(z.object({ verb: verbRule, key: z.string(), value: z.nullable(z.string()) })),
});

export const runOperationsRule = z.pipe(
  z.array(runOperationShape),
  z.transform((runOperations, { issues }) => {
    const seen = new Set<ProviderId>();
    return runOperations.map((own, index) => {
      const refuse = (message: string, path: PropertyKey[]) =>
        issues.push({ code: 'custom', input: runOperations, message, path: [index, ...path] });
      if (seen.has(own.provider))
        refuse(`${capabilitiesOf(own.provider).label} is named twice.`, ['provider']);
      seen.add(own.provider);
      // Only provider and operations are checked; the user is a placeholder.
      const checked = editTagsInput.safeParse({ userId: 1, ...own, note: '' });
      for (const issue of checked.error?.issues ?? []) refuse(issue.message, issue.path);
      return { provider: own.provider, operations: checked.data?.operations ?? own.operations };
    });
  }),
);
export type RunOperation = z.output<typeof runOperationsRule>[number];

/** By e-mail or by an id at a provider. Columns as in the header. */
const whoShape = z.object({ column: z.string(), as: z.enum(['email', ...providerIds]) });
const whoRule = z
  .array(whoShape)
  .check(z.minLength(1, 'Say which column tells who is meant.'), z.maxLength(10));

/**
 * Label shape: cells hold labels separated by `;`. Other shapes: with `key` the cell is the value (`remove`:
 * anything not blank); without, `key=value` separated by `;` (`remove`: keys). Blank cells ask for nothing.
 */
const mappingShape = z.object({
  column: z.string(),
  provider: providerRule,
  verb: verbRule,
  key: z.nullable(z.string()),
});

export const runSourceRule = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('users'),
    userIds: z
      .array(userIdRule)
      .check(z.minLength(1, 'Nobody is selected.'), z.maxLength(maxChosenUsers, tooManyChosen)),
  }),
  z.object({
    kind: z.literal('filter'),
    q: filterRule,
    except: z.optional(z.array(userIdRule).check(z.maxLength(maxLeftOut, tooManyLeftOut))),
  }),
  z.object({
    kind: z.literal('csv'),
    uploadId: z.int().check(z.positive()),
    who: whoRule,
    mappings: z.array(mappingShape).check(z.maxLength(50)),
    /** A pasted list came as a file of this name: screens say so. */
    pasted: z.optional(z.literal(true)),
  }),
]);
export type RunSourceInput = z.output<typeof runSourceRule>;

/** `replaces`: a plan that is discarded for this one; its cures stay. */
export const createRunInput = z
  .object({
    name: runNameRule,
    note: noteRule,
    source: runSourceRule,
    operations: runOperationsRule,
    replaces: z._default(z.nullable(runIdRule), null),
  })
  .check(
    z.superRefine(({ source, operations: runOperations }, context) => {
      const refuse = (message: string, path: (string | number)[]) =>
        context.addIssue({ code: 'custom', message, path });
      const mappings = source.kind === 'csv' ? source.mappings : [];
      if (runOperations.length + mappings.length === 0) refuse('Say what to change.', ['operations']);
      mappings.forEach(({ provider, verb, key }, index) => {
        const { verbs, label, nouns, rules, shape } = capabilitiesOf(provider);
        const path = ['source', 'mappings', index];
        if (!verbs.includes(verb)) refuse(`${label} cannot ${verb} a ${nouns.tag}.`, [...path, 'verb']);
        if (runOperations.some((own) => own.provider === provider))
          refuse(`${label} is already changed the same way for everybody.`, [...path, 'provider']);
        if (key === null) return;
        const verdict = rules.key.safeParse(key);
        if (shape === 'label') refuse(`A ${nouns.tag} has no key.`, [...path, 'key']);
        else if (verdict.error && !asksForHeld(verb))
          refuse(verdict.error.issues[0]?.message ?? 'Not valid.', [...path, 'key']);
      });
    }),
  );
export type CreateRunInput = z.input<typeof createRunInput>;

/** At once, without a plan. How many a role allows is the verb's. */
export const editSelectionInput = z.object({
  userIds: z
    .array(userIdRule)
    .check(z.minLength(1, 'Nobody is selected.'), z.maxLength(maxChosenUsers, tooManyChosen)),
  note: noteRule,
  operations: runOperationsRule,
  confirmCount: z._default(z.nullable(z.int()), null),
});
export type EditSelectionInput = z.input<typeof editSelectionInput>;

/** One operation, from a query. */
export const previewSelectionInput = z.object({
  users: userIdsText(maxChosenUsers, tooManyChosen),
  provider: providerRule,
  verb: verbRule,
  key: z.string(),
  value: z.optional(z.string()),
});

/** Its cells hold labels of `provider`. */
export const fileLabelsInput = z.object({
  uploadId: z.int().check(z.positive()),
  column: z.string().check(z.maxLength(1_000)),
  provider: providerRule,
});

/** Larger files are matched by their plan. */
export const maxMatchedRows = 20_000;

/** `who`: as JSON. */
export const matchUploadInput = z.object({
  uploadId: z.int().check(z.positive()),
  who: z.pipe(
    z.pipe(
      z.string(),
      z.transform((text, { issues }): unknown => {
        try {
          return JSON.parse(text);
        } catch {
          issues.push({ code: 'custom', input: text, message: 'This is no JSON.' });
          return null;
        }
      }),
    ),
    whoRule,
  ),
});

export const runInput = z.object({ runId: runIdRule });

/** Of a run that has not started. */
export const describeRunInput = z.object({ runId: runIdRule, name: runNameRule, note: noteRule });

/** `startAt` null: now. `confirmCount`: as typed, where the plan requires it. */
export const startRunInput = z.object({
  runId: runIdRule,
  startAt: z._default(z.nullable(z.iso.datetime({ offset: true })), null),
  confirmCount: z._default(z.nullable(z.int()), null),
});

/** `provider` null: the whole run. */
export const steerRunInput = z.object({
  runId: runIdRule,
  provider: z._default(z.nullable(providerRule), null),
});

/** `choice` null: takes back what was chosen. `to`: the label of `replace`. */
export const curePlanInput = z
  .object({
    runId: runIdRule,
    provider: providerRule,
    cause: planCauseRule,
    key: z.string().check(z.maxLength(1_000), z.refine(canBeKept, 'The plan does not name this tag.')),
    choice: z.nullable(cureChoiceRule),
    to: z._default(z.nullable(z.string()), null),
  })
  .check(
    z.superRefine(({ provider, cause, choice, to }, context) => {
      const refuse = (message: string, path: string) =>
        context.addIssue({ code: 'custom', message, path: [path] });
      const { label, nouns, rules } = capabilitiesOf(provider);
      if (choice !== null && !choicesFor(provider, cause).includes(choice))
        refuse(`That cannot be chosen at ${label}.`, 'choice');
      if (choice !== 'replace') return;
      const fault =
        to === null ? `Say which ${nouns.tag}.` : rules.key.safeParse(to).error?.issues[0]?.message;
      if (fault) refuse(fault, 'to');
    }),
  );
export type CurePlanInput = z.input<typeof curePlanInput>;

/** `confirmCount`: as typed, where `RunDetail.sample` requires it. */
export const tryRunInput = z.object({
  runId: runIdRule,
  confirmCount: z._default(z.nullable(z.int()), null),
});

/** `unknown` is settled first, never repeated blindly. */
export const retryOutcomes = ['failed', 'refused', 'cancelled'] as const;

/**
 * A new plan for the same users. With `operations` ("edit and retry") these, at their providers only. `cause`:
 * only its changes.
 */
export const retryRunInput = z.object({
  runId: runIdRule,
  outcomes: z._default(z.array(z.enum(retryOutcomes)).check(z.minLength(1)), ['failed']),
  provider: z._default(z.nullable(providerRule), null),
  cause: z._default(z.nullable(causeRule), null),
  operations: z._default(z.nullable(runOperationsRule), null),
  note: noteRule,
});
export type RetryRunInput = z.input<typeof retryRunInput>;

/** `seen`: `RunCause.unsettled.seen` as shown. `confirmCount`: as typed. */
export const settleCauseInput = z.object({
  runId: runIdRule,
  cause: causeRule,
  verdict: settleVerdict,
  seen: z.string().check(z.regex(/^-?\d{1,40}$/, 'Look at the run again.')),
  confirmCount: z._default(z.nullable(z.int()), null),
});
export type SettleCauseInput = z.input<typeof settleCauseInput>;

export const undoRunInput = z.object({ runId: runIdRule, note: noteRule });

export const planStatuses = ['change', 'no-value', 'no-op', 'no-identity', 'refused', 'skipped'] as const;

/** `after`: from `nextAfter`. */
export const listTargetsInput = z.object({
  runId: runIdRule,
  status: z.optional(z.enum(planStatuses)),
  provider: z.optional(providerRule),
  reason: z.optional(z.string().check(z.maxLength(1_000), z.refine(canBeKept, 'There is no such reason.'))),
  after: z._default(z.int().check(z.nonnegative()), 0),
  limit: z._default(z.int().check(z.gte(1), z.lte(500)), 100),
});
export type ListTargetsInput = z.input<typeof listTargetsInput>;

/** In the order of sending. `attention`: refused, failed and unknown only. */
export const listResultsInput = z.object({
  runId: runIdRule,
  outcome: z.optional(z.enum(changeOutcomes.filter((outcome) => outcome !== 'imported'))),
  attention: z._default(z.boolean(), false),
  provider: z.optional(providerRule),
  cause: z.optional(causeRule),
  after: z._default(z.int().check(z.nonnegative()), 0),
  limit: z._default(z.int().check(z.gte(1), z.lte(500)), 100),
});
export type ListResultsInput = z.input<typeof listResultsInput>;

export const listRunsInput = z.object({
  before: z.optional(z.int().check(z.positive())),
  limit: z._default(z.int().check(z.gte(1), z.lte(100)), 50),
});
