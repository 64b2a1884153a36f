/** CSV of a run's results, in pages: constant memory. Cells cannot start formulas. */

import { whileAllowed } from '#lib/platform/auth/while-allowed.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { writeRecords } from '#lib/platform/csv/write.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { Operation } from '#lib/providers/contract.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { listResultsInput } from '#lib/shared/run-inputs.ts';
import type { RunResult } from '#lib/shared/runs.ts';
import { requireRun } from './require-run.ts';
import { resultStatement } from './result-statement.ts';

const pageSize = 1_000;
const header = [
  'change',
  'user',
  'name',
  'provider',
  'id at provider',
  'operation',
  'outcome',
  'code',
  'message',
  'hint',
  'closed at',
];

/**
 * Filters as `listResults`; one row per operation, header first. Throws AppError `forbidden`, `invalid`,
 * `not-found` before the first piece.
 */
export async function exportResults(context: Context, input: unknown): Promise<AsyncGenerator<string>> {
  requirePermission(context, 'users:export');
  const asked = parseInput(listResultsInput, input);
  await requireRun(context.database, asked.runId);
  return whileAllowed(context, 'users:export', pages(context, asked));
}

async function* pages(
  { database }: Context,
  asked: Parameters<typeof resultStatement>[0],
): AsyncGenerator<string> {
  yield writeRecords([header]);
  for (let { after } = asked; ; ) {
    const rows = await runPlannedStatement<RunResult>(
      database,
      resultStatement({ ...asked, after, limit: pageSize }),
    );
    const last = rows.at(-1);
    if (!last) return;
    yield writeRecords(rows.flatMap(linesOf));
    after = last.changeId;
  }
}

function linesOf(result: RunResult): (string | number)[][] {
  const { changeId, userId, title, provider, externalId, closedAt } = result;
  return result.operations.map((operation, position) => {
    const answer = result.outcomes[position];
    const words = [answer?.outcome ?? result.outcome, answer?.code, answer?.message, answer?.hint];
    return [
      changeId,
      userId,
      title,
      provider,
      externalId,
      wordsOf(operation),
      ...words.map((word) => word ?? ''),
      closedAt ?? '',
    ];
  });
}

const wordsOf = ({ verb, key, value }: Operation) => `${verb} ${key}${value === null ? '' : ` = ${value}`}`;
