import { expect, test } from 'vitest';
import { actorWords, settleWords } from './line-words.ts';

test.each([
  [{ memberId: 'a', actor: 'Ana', importName: null }, ['Ana']],
  [{ memberId: 'a', actor: 'Ana', importName: 'people.csv' }, ['Ana', 'people.csv']],
  [{ memberId: null, actor: 'Tagdesk', importName: 'demo' }, ['Import (demo)']],
  [{ memberId: null, actor: 'Tagdesk', importName: null }, ['Tagdesk']],
  [
    { memberId: null, actor: 'Capillary', importName: null, noticedBy: 'Ana' },
    ['Capillary', 'noticed by Ana’s refresh'],
  ],
  [
    { memberId: null, actor: 'Capillary', importName: null, noticedIn: 12 },
    ['Capillary', 'noticed in the answer to change 12'],
  ],
])('%j is told by who did it, from which file, and who noticed', (line, words) => {
  expect(actorWords({ noticedBy: null, noticedIn: null, ...line })).toEqual(words);
});

test.each([
  [[{ verb: 'add' }], 'It is there', 'It is not there'],
  [[{ verb: 'remove' }, { verb: 'remove' }], 'It is not there', 'It is there'],
  [[{ verb: 'remove' }, { verb: 'add' }], 'All of it took effect', 'None of it took effect'],
  [[], 'It is there', 'It is not there'],
] as const)('%j: what was found says what became of it', (operations, applied, notApplied) => {
  expect(settleWords(operations)).toEqual({ applied, 'not-applied': notApplied });
});
