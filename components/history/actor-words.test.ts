import { expect, test } from 'vitest';
import { actorWords } from './actor-words.ts';

test.each([
  [{ memberId: 'a', actor: 'Ana', importName: null }, ['Ana']],
  [{ memberId: 'a', actor: 'Ana', importName: 'people.csv' }, ['Ana', 'people.csv']],
  [{ memberId: null, actor: 'Tagdesk', importName: 'demo world' }, ['Import (demo world)']],
  [{ memberId: null, actor: 'Tagdesk', importName: null }, ['Tagdesk']],
])('%j is told by who did it, and from which file', (line, words) => {
  expect(actorWords(line)).toEqual(words);
});
