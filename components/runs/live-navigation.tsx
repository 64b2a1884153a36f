'use client';

import { useWaiting } from '#components/history/use-waiting.ts';
import { useCasesWaiting } from '#components/identities/use-cases.ts';
import { MainNavigation } from '#components/shell/main-navigation.tsx';
import type { NavigationItem, NavigationPlace } from '#components/shell/navigation-items.ts';
import { useRunActivity } from './use-run-activity.ts';

export function LiveNavigation({ items }: { items: readonly NavigationItem[] }) {
  const has = (wanted: NavigationPlace) => items.some(({ place }) => place === wanted);
  const runs = useRunActivity(has('runs'));
  const waiting = useWaiting(has('history'));
  const history: NavigationItem['badge'] =
    waiting.changes === null
      ? undefined
      : {
          text: waiting.changes,
          tone: 'warn',
          mark: 'unknown',
          said: `${waiting.changes} waiting for you`,
        };
  const drift: NavigationItem['badge'] =
    waiting.drift === null
      ? undefined
      : { text: waiting.drift, tone: 'quiet', said: `${waiting.drift} waiting for you` };
  const cases = useCasesWaiting(has('identities'));
  const identities: NavigationItem['badge'] =
    cases === null ? undefined : { text: cases, tone: 'quiet', said: `${cases} to decide` };
  const badges: Partial<Record<NavigationPlace, NavigationItem['badge']>> = {
    runs,
    history,
    drift,
    identities,
  };
  return <MainNavigation items={items.map((item) => ({ ...item, badge: badges[item.place] }))} />;
}
