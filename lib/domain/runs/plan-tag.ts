/** A tag is renamed, merged into another or removed everywhere: a plan for whoever carries it. */
import { sql } from 'drizzle-orm';
import { requireConnected } from '#lib/domain/changes/require-connected.ts';
import { findViewsNaming } from '#lib/domain/views/rewrite-views.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { planTagInput, type TagImpact, tagImpactInput } from '#lib/shared/catalogue.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { type RunOperation, runOperationsRule } from '#lib/shared/run-inputs.ts';
import { carriersOf, isTag } from './carriers.ts';
import { insertRun, requireKeys } from './create-run.ts';

type Tag = TagText & { provider: ProviderId };

/**
 * Nothing is sent before the plan is started. Throws AppError `forbidden`, `invalid` (field `to`), `not-found`,
 * `not-connected`, `conflict` (the provider cannot, or another run has the tag).
 */
export async function planTag(context: Context, input: unknown): Promise<{ runId: number }> {
  requirePermission(context, 'catalogue:edit');
  requirePermission(context, 'runs:write');
  const { tagId, to: asked, note } = parseInput(planTagInput, input);
  if (asked === null) requirePermission(context, 'catalogue:remove');
  const { provider, ...from } = await requireTag(context.database, tagId);
  requireConnected(context, provider);
  if (asked && isSame(from, trimmed(asked))) throw refuse('That is what it is called already.');
  const operations = await requireOperations(context, provider, from, asked);
  const to = asked && targetOf(operations, asked);
  const tags = to ? [from, to] : [from];
  const underWay = await findUnderWay(context.database, provider, tags);
  if (underWay !== null) throw new AppError('conflict', underWay);
  const isMerge = to !== null && (await usersOf(context.database, provider, to)) > 0;
  if (to && !isMerge) requireOtherWord(provider, from, to);
  return insertRun(context, {
    name: '',
    note,
    title: titleOf(provider, { from, to, isMerge }),
    source: { kind: 'tag', provider, from, to },
    operations,
  });
}

/** Throws AppError `forbidden`, `invalid`, `not-found`. */
export async function readTagImpact(context: Context, input: unknown): Promise<TagImpact> {
  requirePermission(context, 'tags:read');
  const { tagId, key, value } = parseInput(tagImpactInput, input);
  const { provider, ...from } = await requireTag(context.database, tagId);
  const hasValue = capabilitiesOf(provider).shape !== 'label';
  const to = trimmed({ key, value: hasValue ? value : null });
  const isTyped = to.key !== '' && !isSame(from, to);
  const [[counted], views, underWay] = await Promise.all([
    runPlannedStatement<{ users: number; target: number; both: number }>(
      context.database,
      sql`select (select t.usage_count from tags t where ${isTag(provider, from)}) as users,
        coalesce((select t.usage_count from tags t where ${isTag(provider, to)}), 0) as target,
        (select count(*)::int from (${carriersOf(provider, from)}) f join (${carriersOf(provider, to)}) o using (id)) as both`,
    ),
    findViewsNaming(context, provider, from),
    findUnderWay(context.database, provider, isTyped ? [from, to] : [from]),
  ]);
  const { users = 0, target = 0, both = 0 } = counted ?? {};
  return {
    users,
    target: isTyped && target > 0 ? { users: target, both } : null,
    views: views.length,
    underWay,
  };
}

async function requireTag(database: Queryable, tagId: number): Promise<Tag> {
  const [tag] = await runPlannedStatement<Tag>(
    database,
    sql`select provider, key, value from tags where id = ${tagId}`,
  );
  if (!tag) throw new AppError('not-found', 'Tag not found.');
  return tag;
}

async function usersOf(database: Queryable, provider: ProviderId, tag: TagText): Promise<number> {
  const [row] = await runPlannedStatement<{ users: number }>(
    database,
    sql`select t.usage_count as users from tags t where ${isTag(provider, tag)}`,
  );
  return row?.users ?? 0;
}

/** In one call wherever the provider has one for both. */
async function requireOperations(
  context: Context,
  provider: ProviderId,
  from: TagText,
  to: TagText | null,
): Promise<RunOperation[]> {
  const { label, verbs, nouns, shape } = capabilitiesOf(provider);
  const remove = { verb: 'remove' as const, key: from.key, value: null };
  const isOtherKey = to !== null && trimmed(to).key !== from.key;
  if (shape === 'typed-value' && isOtherKey)
    throw refuse(`${label} has no way to rename a ${nouns.key}: only its value can be another.`);
  if (to === null && !verbs.includes('remove'))
    throw new AppError(
      'conflict',
      `${label} has no way to remove a ${nouns.tag}: give it another value instead.`,
    );
  const operations =
    to === null
      ? [remove]
      : shape === 'label' || isOtherKey
        ? [{ verb: 'add' as const, ...to }, remove]
        : [{ verb: 'update' as const, ...to }];
  const checked = runOperationsRule.safeParse([{ provider, operations }]);
  const [issue] = checked.error?.issues ?? [];
  if (!checked.data) throw refuse(issue?.message ?? 'Not valid.');
  return requireKeys(context, checked.data).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'invalid' ? refuse(error.message) : error;
  });
}

/** As the provider's rules leave it. */
function targetOf([own]: readonly RunOperation[], asked: TagText): TagText {
  const { key, value } = own?.operations[0] ?? asked;
  return { key, value };
}

/** Whether a catalogue tells “VIP” from “vip” is not documented: the removal might take both. Throws `invalid`. */
function requireOtherWord(provider: ProviderId, from: TagText, to: TagText): void {
  const { hasCatalogue, label, nouns } = capabilitiesOf(provider);
  if (!hasCatalogue || from.key.toLowerCase() !== to.key.toLowerCase()) return;
  throw refuse(
    `${label} may not tell these two ${nouns.tags} apart, as only their case differs: nobody would have either.`,
  );
}

const trimmed = ({ key, value }: TagText): TagText => ({ key: key.trim(), value: value?.trim() ?? null });
const isSame = (one: TagText, other: TagText) => one.key === other.key && one.value === other.value;
const refuse = (message: string) => new AppError('invalid', message, { to: message });

/** Plans of the tags themselves, and whatever is being sent that names them. */
async function findUnderWay(
  database: Queryable,
  provider: ProviderId,
  tags: readonly TagText[],
): Promise<string | null> {
  const named = tags.map(({ key, value }) => {
    const tag = JSON.stringify({ key, value });
    const operation = JSON.stringify([{ provider, operations: [{ key }] }]);
    return sql`s.source @> jsonb_build_object('kind', 'tag', 'provider', ${provider}::text)
        and (s.source -> 'from' = ${tag}::jsonb or s.source -> 'to' = ${tag}::jsonb)
      or s.status in ('running', 'paused') and s.operations @> ${operation}::jsonb`;
  });
  const [run] = await runPlannedStatement<{ id: number; status: string }>(
    database,
    sql`select r.id, r.status from runs r join runs s on s.id = coalesce(r.undo_of, r.id)
      where r.status in ('planning', 'planned', 'scheduled', 'running', 'paused') and (${sql.join(named, sql` or `)})
      order by r.id limit 1`,
  );
  if (!run) return null;
  return ['running', 'paused'].includes(run.status)
    ? `Run ${run.id} is changing this tag: wait for its end, or cancel it.`
    : `Run ${run.id} is a plan for this tag already: start or discard it first.`;
}

function titleOf(
  provider: ProviderId,
  { from, to, isMerge }: { from: TagText; to: TagText | null; isMerge: boolean },
): string {
  const { label } = capabilitiesOf(provider);
  const name = ({ key, value }: TagText) => `“${value === null ? key : `${key} = ${value}`}”`.slice(0, 70);
  if (to === null) return `Remove ${name(from)} everywhere at ${label}`;
  return isMerge
    ? `Merge ${name(from)} into ${name(to)} at ${label}`
    : `Rename ${name(from)} to ${name(to)} at ${label}`;
}
