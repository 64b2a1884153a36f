'use client';

import { MainNavigation } from '#components/shell/main-navigation.tsx';
import type { NavigationItem } from '#components/shell/navigation-items.ts';
import { useRunActivity } from './use-run-activity.ts';

export function LiveNavigation({ items }: { items: readonly NavigationItem[] }) {
  const badge = useRunActivity(items.some(({ place }) => place === 'runs'));
  return (
    <MainNavigation
      items={items.map((item) => (item.place === 'runs' && badge ? { ...item, badge } : item))}
    />
  );
}
