import type { Operation } from '#lib/providers/contract.ts';
import type { HistoryLine } from '#lib/shared/changes.ts';

/** “Ana” and “people.csv”; Tagdesk's own is “Import (demo world)”. */
export function actorWords({
  memberId,
  actor,
  importName,
}: Pick<HistoryLine, 'memberId' | 'actor' | 'importName'>): string[] {
  if (importName === null) return [actor];
  return memberId === null ? [`Import (${importName})`] : [actor, importName];
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
