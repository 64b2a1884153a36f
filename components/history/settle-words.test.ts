import { expect, test } from 'vitest';
import { settleWords } from './settle-words.ts';

test.each([
  [[{ verb: 'add' }], 'It is there', 'It is not there'],
  [[{ verb: 'remove' }, { verb: 'remove' }], 'It is not there', 'It is there'],
  [[{ verb: 'remove' }, { verb: 'add' }], 'All of it took effect', 'None of it took effect'],
  [[], 'It is there', 'It is not there'],
] as const)('%j: what was found says what became of it', (operations, applied, notApplied) => {
  expect(settleWords(operations)).toEqual({ applied, 'not-applied': notApplied });
});
