import { isProviderId, type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { nearest } from './nearest.ts';
import { FilterProblem } from './problem.ts';
import { placeOf, type Word } from './word.ts';

/** Case-insensitive. Throws a FilterProblem that names the providers. */
export function parseProvider(word: Word): ProviderId {
  const typed = word.text.toLowerCase();
  if (isProviderId(typed)) return typed;
  throw new FilterProblem(
    `“${word.text}” is not a provider; there are ${providerIds.join(', ')}.`,
    placeOf(word),
    {
      suggestion: nearest(typed, providerIds),
    },
  );
}
