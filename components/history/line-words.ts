import type { ProofMarkKind } from '#components/tags/proof-mark.tsx';
import type { Operation } from '#lib/providers/contract.ts';
import type { HistoryLine } from '#lib/shared/changes.ts';
import { formatNoticed } from '#lib/shared/history-text/format-change.ts';

type Who = Pick<HistoryLine, 'memberId' | 'actor' | 'importName' | 'noticedBy' | 'noticedIn'>;

/** “Ana” and “people.csv”, “Capillary” and who noticed; Tagdesk's own is “Import (demo)”. */
export function actorWords(line: Who): string[] {
  const { memberId, actor, importName } = line;
  if (importName === null) return [actor, formatNoticed(line)].filter((words) => words !== null);
  return memberId === null ? [`Import (${importName})`] : [actor, importName];
}

/** What a reading found was asked of nobody, so it has no outcome. */
export function markOf({ kind, outcome }: Pick<HistoryLine, 'kind' | 'outcome'>): ProofMarkKind {
  return kind === 'refresh' ? 'found' : outcome;
}

const loud: Partial<Record<HistoryLine['outcome'], string>> = {
  unknown: 'text-warn',
  refused: 'text-danger',
  failed: 'text-danger',
  pending: 'text-accent',
};

/** What asks for somebody is loud, until a later change answers it. */
export function colourOf({ outcome, overtakenBy }: Pick<HistoryLine, 'outcome' | 'overtakenBy'>): string {
  return (overtakenBy === null && loud[outcome]) || 'text-fg-2';
}

/** What a person found: a removal that was applied leaves nothing there. */
export function settleWords(
  operations: readonly Pick<Operation, 'verb'>[],
): Record<'applied' | 'not-applied', string> {
  const removals = operations.filter(({ verb }) => verb === 'remove').length;
  if (removals === 0) return { applied: 'It is there', 'not-applied': 'It is not there' };
  return removals === operations.length
    ? { applied: 'It is not there', 'not-applied': 'It is there' }
    : { applied: 'All of it took effect', 'not-applied': 'None of it took effect' };
}
