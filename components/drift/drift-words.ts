/** Differences as sentences: ours → theirs. Pure. */
import { dayLabel } from '#components/history/days.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { dayOf } from '#lib/shared/days.ts';
import type { Drift, DriftDirection, DriftGiver, DriftPair } from '#lib/shared/drift.ts';

/** The sign stands before the words. */
export const directionSigns: Record<DriftDirection, string> = { gone: '−', found: '+', other: '≠' };
export const directionWords: Record<DriftDirection, string> = {
  gone: 'Gone there',
  found: 'Found there',
  other: 'Other value',
};

/** As a tag's name; null: nothing. */
export function sideOf(pair: Omit<DriftPair, 'provider'>, side: 'ours' | 'theirs'): string | null {
  if (pair.direction === (side === 'ours' ? 'found' : 'gone')) return null;
  const value = pair[side];
  return value === null ? pair.key : `${pair.key} = ${value}`;
}

/** “FRAGMENT says team, Ana set pro on 3 Nov”. `zone`: of the days. */
export function formatDrift(
  drift: Pick<Drift, keyof DriftPair | 'given'>,
  { now, zone }: { now: number; zone: string },
): string {
  const { provider, key, direction, ours, theirs, given } = drift;
  const { label } = capabilitiesOf(provider);
  const there = direction === 'gone' ? `nothing${ours === null ? ` of ${key}` : ''}` : (theirs ?? key);
  const on = given.at === null ? '' : ` ${dayWords(given.at, now, zone, 'on ')}`;
  const here = ours ?? key;
  if (given.by === null)
    return `${label} says ${there}, here it was ${direction === 'found' ? 'not known' : here}`;
  const verb = direction === 'found' ? 'removed' : ours === null ? 'added' : 'set';
  return `${label} says ${there}, ${given.by} ${verb} ${direction === 'found' ? 'it' : here}${on}`;
}

/** “Ana, 3 Nov”. */
export function formatGiver({ by, at }: DriftGiver, now: number, zone: string): string {
  if (by === null) return 'never given here';
  return at === null ? by : `${by}, ${dayWords(at, now, zone)}`;
}

/** `on`: before a date. */
function dayWords(at: string, now: number, zone: string, on = ''): string {
  const label = dayLabel(dayOf(Date.parse(at), zone), dayOf(now, zone));
  return label === 'Today' || label === 'Yesterday' ? label.toLowerCase() : on + label;
}

/** On a row and on its buttons. */
export const setElsewhere =
  'Put back three times in a day, and it came back each time: another system sets it.';
