/** A provider's id inside a term. Browser-safe. */

import { isProviderId, type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { nearest } from './nearest.ts';
import { FilterProblem } from './problem.ts';
import { placeOf, type Word } from './word.ts';

/** Case is ignored. Throws a FilterProblem that names the providers there are. */
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
