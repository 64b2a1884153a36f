/** Comparisons between providers: `differs:cerego.Region/fragment.region`, `missing:vero/capillary`. Browser-safe. */

import { hasLabels, providerNames } from './fields.ts';
import type { DiffersNode, MissingNode, ValueAt } from './grammar.ts';
import { parseProvider } from './parse-provider.ts';
import { FilterProblem } from './problem.ts';
import { placeOf, splitWord, type Word } from './word.ts';

function splitSides(content: Word, example: string): { left: Word; right: Word } {
  const { head, rest } = splitWord(content, '/');
  if (rest !== null && head.text !== '' && rest.text !== '') return { left: head, right: rest };
  throw new FilterProblem(`Two sides with “/” between them belong here, like ${example}.`, placeOf(content));
}

function parseValueAt(side: Word): ValueAt {
  const { head, rest } = splitWord(side, '.');
  const provider = parseProvider(head);
  if (hasLabels(provider)) {
    const name = providerNames[provider];
    throw new FilterProblem(
      `Tags at ${name} are labels without a value to compare; use missing:.`,
      placeOf(side),
    );
  }
  if (rest !== null && rest.text !== '') return { provider, key: rest.text };
  throw new FilterProblem(`A key is missing, like ${provider}.region.`, placeOf(side));
}

export function parseDiffers(content: Word): DiffersNode {
  const { left, right } = splitSides(content, 'differs:cerego.Region/fragment.region');
  return { kind: 'differs', left: parseValueAt(left), right: parseValueAt(right) };
}

export function parseMissing(content: Word): MissingNode {
  const { left, right } = splitSides(content, 'missing:vero/capillary');
  const from = parseProvider(left);
  const to = parseProvider(right);
  if (from === to) {
    throw new FilterProblem(
      'Two different providers belong here, like missing:vero/capillary.',
      placeOf(content),
    );
  }
  return { kind: 'missing', from, to };
}
