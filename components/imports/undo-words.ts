/** Sentences on undoing an import. Pure. */
import { countOf } from '#components/ui/count.ts';
import type { UndoCounts } from '#lib/shared/import-undo.ts';

/** `isDone` false: a preview. */
export function formatUndo(counts: UndoCounts, isDone: boolean): string[] {
  const verb = (count: number) => (isDone ? (count === 1 ? 'was' : 'were') : count === 1 ? 'is' : 'are');
  const { usersRemoved, identitiesRemoved, tagsRemoved, tagsRestored, namesRestored } = counts;
  const sentence = (count: number, what: string, did: string) =>
    count === 0 ? [] : [`${what} ${verb(count)} ${did}.`];
  const sentences = [
    ...sentence(
      usersRemoved,
      `${countOf(usersRemoved, 'user')} whom it made`,
      'removed, with their ids and tags',
    ),
    ...sentence(
      identitiesRemoved,
      `${countOf(identitiesRemoved, 'id')} that it added to other users`,
      'removed',
    ),
    ...sentence(tagsRemoved, `${countOf(tagsRemoved, 'tag')} that it added`, 'removed'),
    ...sentence(tagsRestored, `${countOf(tagsRestored, 'value')} that it replaced`, 'put back'),
    ...sentence(
      namesRestored,
      `${countOf(namesRestored, 'name or e-mail', 'names or e-mails')} that it changed`,
      'put back',
    ),
  ];
  return sentences.length > 0 ? sentences : ['Nothing of it can be taken back any more.'];
}
