/** What columns probably mean: those whose names an import knows too. Pure. */
import { findColumn } from '#lib/imports/read-header.ts';
import { columnsOf } from '#lib/imports/schemas.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { keyOfColumn } from '#lib/query/columns.ts';
import type { RunUpload } from './schemas.ts';

export function guessColumns(columns: readonly string[]): RunUpload['guesses'] {
  const guesses: RunUpload['guesses'] = { who: [], acts: [] };
  for (const column of columns) {
    const name = findColumn(column);
    if (name === null) continue;
    if (name === 'email') guesses.who.push({ column, as: 'email' });
    for (const provider of providerIds) {
      const { id, tags } = columnsOf[provider];
      if (name === id) guesses.who.push({ column, as: provider });
      if (name === tags) guesses.acts.push({ column, provider, key: null });
    }
    const named = keyOfColumn(name);
    if (named) guesses.acts.push({ column, ...named });
  }
  return guesses;
}
