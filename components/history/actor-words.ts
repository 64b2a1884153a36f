import type { HistoryLine } from '#lib/shared/changes.ts';

/** “Ana” and “people.csv”; what Tagdesk loaded by itself is “Import (demo world)”. Pure. */
export function actorWords({
  memberId,
  actor,
  importName,
}: Pick<HistoryLine, 'memberId' | 'actor' | 'importName'>): string[] {
  if (importName === null) return [actor];
  return memberId === null ? [`Import (${importName})`] : [actor, importName];
}
