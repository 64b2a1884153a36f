'use client';

import { useWaiting } from '#components/history/use-waiting.ts';
import { MainNavigation } from '#components/shell/main-navigation.tsx';
import type { NavigationItem, NavigationPlace } from '#components/shell/navigation-items.ts';
import { useRunActivity } from './use-run-activity.ts';

export function LiveNavigation({ items }: { items: readonly NavigationItem[] }) {
  const has = (wanted: NavigationPlace) => items.some(({ place }) => place === wanted);
  const runs = useRunActivity(has('runs'));
  const waiting = useWaiting(has('history'));
  const history: NavigationItem['badge'] =
    waiting === null
      ? undefined
      : { text: waiting, tone: 'warn', mark: 'unknown', said: `${waiting} waiting for you` };
  const badges: Partial<Record<NavigationPlace, NavigationItem['badge']>> = { runs, history };
  return <MainNavigation items={items.map((item) => ({ ...item, badge: badges[item.place] }))} />;
}
