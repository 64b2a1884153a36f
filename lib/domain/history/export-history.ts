/** CSV of the history, a page at a time: constant memory. Cells cannot start formulas. */

import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { whileAllowed } from '#lib/platform/auth/while-allowed.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { writeRecords } from '#lib/platform/csv/write.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { type HistoryFilters, historyFilters } from '#lib/shared/history.ts';
import { historyColumns, toHistoryCells } from './history-cells.ts';
import { newest, type Place, readEntries } from './list-history.ts';

const pageSize = 1_000;

/**
 * Pieces of text, header first. Events only with `audit:read`. Records an event. Throws AppError `forbidden`,
 * `invalid` before the first piece.
 */
export async function exportHistory(context: Context, input: unknown): Promise<AsyncGenerator<string>> {
  requirePermission(context, 'history:export');
  const filters = parseInput(historyFilters, input);
  await recordEvent(context.database, {
    kind: 'history.exported',
    memberId: context.actor.memberId,
    actor: context.actor.name,
    detail: givenIn(filters),
  });
  return whileAllowed(context, 'history:export', pages(context, filters));
}

async function* pages(context: Context, filters: HistoryFilters): AsyncGenerator<string> {
  yield writeRecords([[...historyColumns]]);
  for (let place: Place | null = newest; place !== null; ) {
    const page = await readEntries(context, filters, place, {
      limit: pageSize,
      budgetMs: Number.POSITIVE_INFINITY,
    });
    yield writeRecords(page.entries.map(toHistoryCells));
    place = page.next;
  }
}

function givenIn(filters: HistoryFilters): Record<string, string | number> {
  const given: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) given[name] = value;
  return given;
}
