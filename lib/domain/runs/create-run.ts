import { eq } from 'drizzle-orm';
import { requireConnected } from '#lib/domain/changes/require-connected.ts';
import { findKeysOfAnybody } from '#lib/domain/tags/find-held-keys.ts';
import { readFilter } from '#lib/domain/users/read-filter.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runs, runUploads } from '#lib/platform/db/schema/runs.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Cure } from '#lib/shared/cures.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { isOdd, settleKeys } from '#lib/shared/odd-keys.ts';
import { createRunInput, type RunOperation } from '#lib/shared/run-inputs.ts';
import type { RunSource } from '#lib/shared/runs.ts';
import { discardRun } from './discard-run.ts';
import { requireRun } from './require-run.ts';

/** Throws AppError `forbidden`, `invalid`, `not-connected`, `not-found` (the upload is gone). */
export async function createRun(context: Context, input: unknown): Promise<{ runId: number }> {
  requirePermission(context, 'runs:write');
  const { name, note, source, operations: runOperations, replaces } = parseInput(createRunInput, input);
  const mappings = source.kind === 'csv' ? source.mappings : [];
  for (const { provider } of [...runOperations, ...mappings]) requireConnected(context, provider);
  const settled = await requireKeys(context, runOperations);
  const mapped = source.kind === 'csv' ? await requireActKeys(context, source) : source;
  if (source.kind === 'filter') await readFilter(context.database, source.q);
  const title =
    source.kind === 'csv' ? await titleOfUpload(context, source, settled) : titleOfOperations(settled);
  const cures = replaces === null ? [] : await takeCures(context, replaces, source);
  return insertRun(context, { name, note, title, source: mapped, operations: settled, cures });
}

/** Discards the changed plan, unless it was started; what was chosen there counts in the new one. */
async function takeCures(context: Context, runId: number, { kind }: RunSource): Promise<Cure[]> {
  const { startedAt, cures } = await requireRun(context.database, runId);
  if (!startedAt) await discardRun(context, { runId });
  // The form of a changed plan names the new label already; the cells of a file still name the old one.
  return kind === 'csv' ? cures : cures.filter(({ choice }) => choice !== 'replace');
}

/** A key against the rules is kept where somebody holds exactly it. Throws AppError `invalid`. */
export async function requireKeys(
  context: Context,
  runOperations: readonly RunOperation[],
): Promise<RunOperation[]> {
  const settled: RunOperation[] = [];
  for (const [index, { provider, operations: asked }] of runOperations.entries()) {
    const { operations, faults } = await settleForAnybody(context, provider, asked);
    const [first] = faults;
    if (first) {
      const field = `operations.${index}.operations.${first.position}.key`;
      throw new AppError('invalid', first.message, { [field]: first.message });
    }
    settled.push({ provider, operations });
  }
  return settled;
}

async function requireActKeys(context: Context, source: FileSource): Promise<FileSource> {
  const mappings: FileSource['mappings'] = [];
  for (const [index, mapping] of source.mappings.entries()) {
    const { provider, verb, key } = mapping;
    const asked = key === null ? [] : [{ verb, key, value: null }];
    const { operations, faults } = await settleForAnybody(context, provider, asked);
    const [first] = faults;
    if (first)
      throw new AppError('invalid', first.message, { [`source.mappings.${index}.key`]: first.message });
    mappings.push({ ...mapping, key: operations[0]?.key ?? null });
  }
  return { ...source, mappings };
}

async function settleForAnybody(context: Context, provider: ProviderId, asked: readonly Operation[]) {
  const rule = context.providers.keyRule(provider);
  const odd = asked.filter((operation) => isOdd(provider, operation, rule)).map(({ key }) => key);
  const held = await findKeysOfAnybody(context.database, provider, odd);
  return settleKeys(provider, asked, { rule, isHeld: (key) => held.has(key) });
}

async function titleOfUpload(
  context: Context,
  source: Extract<RunSource, { kind: 'csv' }>,
  runOperations: readonly RunOperation[],
): Promise<string> {
  const upload = await requireUpload(context, source.uploadId);
  const missing = [...source.who, ...source.mappings].find(({ column }) => !upload.columns.includes(column));
  if (missing) {
    const message = `The file has no column “${missing.column}”. It has: ${upload.columns.join(', ')}.`;
    throw new AppError('invalid', message, { source: message });
  }
  const providers = new Set<ProviderId>(
    [...source.mappings, ...runOperations].map(({ provider }) => provider),
  );
  return titleOfFile(upload.fileName, [...providers]);
}

type FileSource = Extract<RunSource, { kind: 'csv' }>;

export type NewRun = Pick<
  typeof runs.$inferInsert,
  'name' | 'note' | 'title' | 'undoOf' | 'retryOf' | 'cures'
> & {
  source: RunSource;
  operations: RunOperation[];
};

/** Also wakes the worker. */
export async function insertRun(
  { database, actor }: Pick<Context, 'actor'> & { database: Queryable },
  run: NewRun,
): Promise<{ runId: number }> {
  const [row] = await database
    .insert(runs)
    .values({ ...run, memberId: actor.memberId, actor: actor.name })
    .returning({ id: runs.id });
  if (!row) throw new Error('The database gave no id for a new run.');
  return { runId: row.id };
}

/** Throws AppError `not-found`, also for somebody else's file. */
export async function requireUpload(
  context: Context,
  uploadId: number,
): Promise<typeof runUploads.$inferSelect> {
  const [upload] = await context.database.select().from(runUploads).where(eq(runUploads.id, uploadId));
  if (!upload || upload.memberId !== context.actor.memberId)
    throw new AppError('not-found', 'This file is no longer here: choose it again.');
  return upload;
}

/** A run's title in lists and headings. Pure and browser-safe. */
const verbWords = { add: 'Add', remove: 'Remove', update: 'Update', set: 'Set' } as const;
const maxTitle = 160;

/** “Add prospect at Vero, update plan = team at FRAGMENT”. */
export function titleOfOperations(runOperations: readonly RunOperation[]): string {
  const parts = runOperations.map(
    ({ provider, operations }) =>
      `${operations.map(formatOperation).join(', ')} at ${capabilitiesOf(provider).label}`,
  );
  const [first = '', ...rest] = parts;
  const title = [first, ...rest.map((part) => part.charAt(0).toLowerCase() + part.slice(1))].join('; ');
  return title.length > maxTitle ? `${title.slice(0, maxTitle - 1)}…` : title;
}

function formatOperation({ verb, key, value }: Operation, position: number): string {
  const word = position === 0 ? verbWords[verb] : verbWords[verb].toLowerCase();
  return `${word} ${key}${value === null ? '' : ` = ${value}`}`;
}

/** “Change tags at Vero and Cerego from crm.csv”. */
function titleOfFile(fileName: string, providers: readonly ProviderId[]): string {
  const labels = providers.map((provider) => capabilitiesOf(provider).label);
  return `Change tags at ${new Intl.ListFormat('en').format(labels)} from ${fileName}`;
}
