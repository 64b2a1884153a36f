/** A history line as words. Browser-safe: screen and file agree. */

import type { Operation, Verb } from '#lib/providers/contract.ts';
import type { HistoryLine, MirrorTag } from '#lib/shared/changes.ts';

export const profileSent = 'Profile sent';
export const userCreated = 'User created there';

type ChangeFacts = Pick<HistoryLine, 'kind' | 'operations' | 'before' | 'after'>;

/**
 * “+ prospect, Region Nevada → California, − plan”; “plan → premium” where nobody knows what it was. For files,
 * accessible names and tips.
 */
export function formatChange(line: ChangeFacts): string {
  if (line.kind === 'profile') return profileSent;
  if (line.kind === 'create') return userCreated;
  const before = line.before ?? [];
  const operations = line.operations.length > 0 ? line.operations : differences(before, line.after ?? []);
  if (operations.length === 0) return nothingIn(line);
  const format = line.kind === 'refresh' ? formatFound : formatOperation;
  return operations.map((operation) => format(operation, before)).join(', ');
}

/** Follows the tag that a reading found. */
export function foundWords(verb: Verb): string {
  if (verb === 'remove') return 'gone there';
  return verb === 'add' ? 'found there' : 'other value there';
}

/** “noticed by Ana’s refresh”; null: by whom is not known. */
export function formatNoticed({
  noticedBy,
  noticedIn,
}: Pick<HistoryLine, 'noticedBy' | 'noticedIn'>): string | null {
  if (noticedBy !== null) return `noticed by ${noticedBy}’s refresh`;
  return noticedIn === null ? null : `noticed in the answer to change ${noticedIn}`;
}

export function nothingIn({ kind }: Pick<HistoryLine, 'kind'>): string {
  return kind === 'refresh' ? 'Refreshed, no differences' : 'Nothing changed';
}

function formatOperation({ verb, key, value }: Operation, before: readonly MirrorTag[]): string {
  const earlier = earlierValue(verb, key, before);
  if (verb === 'remove') return `− ${key}`;
  if (value === null) return `+ ${key}`;
  if (earlier !== null && earlier !== value) return `${key} ${earlier} → ${value}`;
  if (verb === 'update') return `${key} → ${value}`;
  return earlier === null ? `+ ${key} ${value}` : `${key} ${value}`;
}

/** “vip found there”, “plan team → pro (other value there)”. */
function formatFound({ verb, key, value }: Operation, before: readonly MirrorTag[]): string {
  const words = foundWords(verb);
  if (value === null) return `${key} ${words}`;
  const earlier = earlierValue(verb, key, before);
  return earlier === null ? `${key} ${value} ${words}` : `${key} ${earlier} → ${value} (${words})`;
}

/** null: nothing. Adding never replaces. */
export function earlierValue(verb: Verb, key: string, before: readonly MirrorTag[]): string | null {
  return verb === 'add' ? null : (before.find((tag) => tag.key === key)?.value ?? null);
}

/** As operations from `before` to `after`. */
export function differences(before: readonly MirrorTag[], after: readonly MirrorTag[]): Operation[] {
  const earlier = new Map(before.map(({ key, value }) => [key, value]));
  const later = new Set(after.map(({ key }) => key));
  const gone = before
    .filter(({ key }) => !later.has(key))
    .map(({ key }): Operation => ({ verb: 'remove', key, value: null }));
  const changed = after.flatMap(({ key, value }): Operation[] => {
    if (!earlier.has(key)) return [{ verb: 'add', key, value }];
    return earlier.get(key) === value ? [] : [{ verb: 'update', key, value }];
  });
  return [...changed, ...gone];
}
