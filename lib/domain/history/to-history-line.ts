/** A row of the ledger as the history shows it, with what can be done about it. Pure. */

import type { LedgerRow } from '#lib/platform/db/schema/changes.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { HistoryLine } from '#lib/shared/changes.ts';
import type { Drift } from '#lib/shared/drift.ts';
import { inverseOf } from '../changes/inverse.ts';

/** `undoneBy`: the change that undid this one; `undoing`: one that may yet. `overtakenBy`: nobody is asked what became of it. */
export type LineExtras = {
  undoneBy: number | null;
  undoing: number | null;
  overtakenBy: number | null;
  importName: string | null;
  userTitle: string | null;
  drift?: Drift[] | undefined;
};

export function toHistoryLine(row: LedgerRow, extras: LineExtras): HistoryLine {
  const { undoneBy, overtakenBy, importName, userTitle, drift } = extras;
  return {
    id: row.id,
    kind: row.kind,
    userId: row.userId,
    userTitle,
    provider: row.provider,
    externalId: row.externalId,
    ...whoOf(row),
    note: row.note,
    operations: row.operations,
    profile: row.profile,
    before: row.before,
    after: row.after,
    outcomes: row.outcomes,
    outcome: row.outcome,
    createdAt: row.createdAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    notBefore: row.notBefore.toISOString(),
    undoOf: row.undoOf,
    undoneBy,
    overtakenBy,
    runId: row.runId,
    importId: row.importId,
    importName,
    origin: row.origin,
    undo: undoOf(row, extras),
    settle: row.state === 'closed' && row.outcome === 'unknown' && overtakenBy === null,
    looksAgainAt: row.settleAt?.toISOString() ?? null,
    ...(drift ? { drift } : {}),
  };
}

type Who = Pick<HistoryLine, 'memberId' | 'actor' | 'noticedBy' | 'noticedIn'>;

/** What was found is the provider's doing. Before 0029 such lines named whoever refreshed. */
function whoOf({ kind, provider, memberId, actor, noticedBy, noticedIn }: LedgerRow): Who {
  if (kind !== 'refresh') return { memberId, actor, noticedBy, noticedIn };
  const { label } = capabilitiesOf(provider);
  const formerly = memberId === null && actor === label ? null : actor;
  return { memberId: null, actor: label, noticedBy: noticedBy ?? formerly, noticedIn };
}

/** The message says why not. */
export function undoOf(
  row: LedgerRow,
  { undoneBy, undoing }: Pick<LineExtras, 'undoneBy' | 'undoing'>,
): HistoryLine['undo'] {
  const no = (reason: string) => ({ possible: false, reason }) as const;
  const { label } = capabilitiesOf(row.provider);
  if (row.state !== 'closed') return no('It is still on its way.');
  if (undoneBy !== null) return no('It was already undone.');
  if (undoing !== null)
    return no(
      `Its undo, change ${undoing}, is still on its way, or nobody knows yet whether it was applied.`,
    );
  if (row.kind === 'import')
    return no(
      row.undoOf === null ? 'It came from a file: only the whole import can be.' : 'It took an import back.',
    );
  if (row.kind === 'refresh') return no(`It only records what ${label} showed.`);
  if (row.kind === 'create') return no(`${label} has no call that deletes a user.`);
  if (row.kind === 'profile') return no(`${label} does not show what the profile was before.`);
  const inverse = inverseOf(
    {
      operations: row.operations,
      outcomes: row.outcomes ?? [],
      before: row.before ?? [],
      after: row.after ?? [],
    },
    capabilitiesOf(row.provider),
  );
  if (inverse.operations.length > 0) return { possible: true };
  return no(inverse.impossible[0]?.reason ?? 'It changed nothing.');
}
