/** A history line as words. Browser-safe: screen and file agree. */

import type { Operation, Verb } from '#lib/providers/contract.ts';
import type { HistoryLine, MirrorTag } from '#lib/shared/changes.ts';

export const profileSent = 'Profile sent';

type ChangeFacts = Pick<HistoryLine, 'kind' | 'operations' | 'before' | 'after'>;

/** “+ prospect, Region Nevada → California, − plan”; for files, accessible names and tips. */
export function formatChange(line: ChangeFacts): string {
  if (line.kind === 'profile') return profileSent;
  const before = line.before ?? [];
  const operations = line.operations.length > 0 ? line.operations : differences(before, line.after ?? []);
  if (operations.length === 0) return nothingIn(line);
  return operations.map((operation) => formatOperation(operation, before)).join(', ');
}

export function nothingIn({ kind }: Pick<HistoryLine, 'kind'>): string {
  return kind === 'refresh' ? 'Refreshed, no differences' : 'Nothing changed';
}

function formatOperation({ verb, key, value }: Operation, before: readonly MirrorTag[]): string {
  const earlier = earlierValue(verb, key, before);
  if (verb === 'remove') return `− ${key}`;
  if (value === null) return `+ ${key}`;
  return earlier === null ? `+ ${key} ${value}` : `${key} ${earlier} → ${value}`;
}

/** null: nothing. Adding never replaces. */
export function earlierValue(verb: Verb, key: string, before: readonly MirrorTag[]): string | null {
  return verb === 'add' ? null : (before.find((tag) => tag.key === key)?.value ?? null);
}

/** As operations from `before` to `after`. */
export function differences(before: readonly MirrorTag[], after: readonly MirrorTag[]): Operation[] {
  const gone = before
    .filter(({ key }) => !after.some((tag) => tag.key === key))
    .map(({ key }): Operation => ({ verb: 'remove', key, value: null }));
  const changed = after.flatMap(({ key, value }): Operation[] => {
    const earlier = before.find((tag) => tag.key === key);
    if (!earlier) return [{ verb: 'add', key, value }];
    return earlier.value === value ? [] : [{ verb: 'update', key, value }];
  });
  return [...changed, ...gone];
}
