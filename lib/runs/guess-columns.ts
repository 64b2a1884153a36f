/** What columns probably mean, by their names: those of the import file and the usual ones. Pure. */
import { columnsOf } from '#lib/imports/schemas.ts';
import { providerIds } from '#lib/providers/ids.ts';
import type { RunUpload } from './schemas.ts';

const emailNames = new Set(['email', 'e-mail', 'mail', 'email address', 'e-mail address']);

export function guessColumns(columns: readonly string[]): RunUpload['guesses'] {
  const guesses: RunUpload['guesses'] = { who: [], acts: [] };
  for (const column of columns) {
    const name = column.toLowerCase();
    if (emailNames.has(name)) guesses.who.push({ column, as: 'email' });
    for (const provider of providerIds) {
      const { id, tags } = columnsOf[provider];
      if (name === id) guesses.who.push({ column, as: provider });
      if (name === tags) guesses.acts.push({ column, provider });
    }
  }
  return guesses;
}
