import { type Context, requirePermission } from '#lib/auth/context.ts';
import { runs } from '#lib/db/schema/runs.ts';
import { AppError, parseInput } from '#lib/errors.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { requireConnected } from '#lib/tags/require-connected.ts';
import { readFilter } from '#lib/users/read-filter.ts';
import { createRunInput, type RunIntent } from './input.ts';
import { requireUpload } from './require-upload.ts';
import type { RunSource } from './schemas.ts';
import { titleOfFile, titleOfIntents } from './title.ts';

/**
 * Gives the id of the new run, whose status is `planning`. Throws AppError `forbidden`, `invalid` (with fields),
 * `not-connected`, `not-found` (an upload that is gone).
 */
export async function createRun(context: Context, input: unknown): Promise<{ runId: number }> {
  requirePermission(context, 'runs:write');
  const { name, note, source, intents } = parseInput(createRunInput, input);
  const acts = source.kind === 'csv' ? source.acts : [];
  for (const { provider } of [...intents, ...acts]) requireConnected(context, provider);
  requireKnownKeys(context, intents);
  if (source.kind === 'filter') await readFilter(context.database, source.q);
  const title =
    source.kind === 'csv' ? await titleOfUpload(context, source, intents) : titleOfIntents(intents);
  return insertRun(context, { name, note, title, source, intents });
}

/** Keys from a fixed list (Cerego's types) are checked before anything is planned. */
export function requireKnownKeys(context: Context, intents: readonly RunIntent[]): void {
  intents.forEach(({ provider, operations }, index) => {
    const rule = context.providers.keyRule(provider);
    operations.forEach(({ key }, position) => {
      const message = rule?.safeParse(key).error?.issues[0]?.message;
      const field = `intents.${index}.operations.${position}.key`;
      if (message) throw new AppError('invalid', message, { [field]: message });
    });
  });
}

async function titleOfUpload(
  context: Context,
  source: Extract<RunSource, { kind: 'csv' }>,
  intents: readonly RunIntent[],
): Promise<string> {
  const upload = await requireUpload(context, source.uploadId);
  const missing = [...source.who, ...source.acts].find(({ column }) => !upload.columns.includes(column));
  if (missing) {
    const message = `The file has no column “${missing.column}”. It has: ${upload.columns.join(', ')}.`;
    throw new AppError('invalid', message, { source: message });
  }
  const providers = new Set<ProviderId>([...source.acts, ...intents].map(({ provider }) => provider));
  return titleOfFile(upload.fileName, [...providers]);
}

type NewRun = Pick<typeof runs.$inferInsert, 'name' | 'note' | 'title' | 'undoOf' | 'retryOf'> & {
  source: RunSource;
  intents: RunIntent[];
};

/** Writes a run to be planned and wakes the worker. */
export async function insertRun({ database, actor }: Context, run: NewRun): Promise<{ runId: number }> {
  const [row] = await database
    .insert(runs)
    .values({ ...run, memberId: actor.memberId, actor: actor.name })
    .returning({ id: runs.id });
  if (!row) throw new Error('The database gave no id for a new run.');
  return { runId: row.id };
}
