import { expect, test } from 'vitest';
import { eventGroups, formerEventKinds } from './history.ts';

test.each(Object.entries(formerEventKinds))('the filter that finds %s finds %s', (former, kind) => {
  const groupsOf = (name: string) =>
    Object.entries(eventGroups).flatMap(([group, beginnings]) =>
      beginnings.some((beginning) => name.startsWith(beginning)) ? [group] : [],
    );
  expect(groupsOf(former)).toEqual(groupsOf(kind));
});
