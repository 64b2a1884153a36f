'use client';

import dynamic from 'next/dynamic';
import { useSyncExternalStore } from 'react';
import type { NavigationItem } from '#components/shell/navigation-items.ts';
import {
  closeOverlay,
  currentOverlay,
  openKeyboardHelp,
  openPalette,
  subscribeToOverlay,
} from '#components/shell/overlays.ts';
import { pressPrimary } from '#components/shell/press-primary.ts';
import { useGo } from '#components/shell/use-go.ts';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { focusToasts } from '#components/ui/toast.tsx';

const CommandPalette = dynamic(
  () => import('./command-palette.tsx').then((module) => module.CommandPalette),
  {
    ssr: false,
  },
);
const KeyboardHelp = dynamic(
  () => import('#components/shell/keyboard-help.tsx').then((module) => module.KeyboardHelp),
  {
    ssr: false,
  },
);

/** Ctrl or Cmd-K and `?`; both overlays are loaded on first use. */
export function OverlayHost({ items, role }: { items: readonly NavigationItem[]; role: string }) {
  const overlay = useSyncExternalStore(subscribeToOverlay, currentOverlay, () => null);
  const go = useGo();
  useHotkeys([
    { keys: 'F8', label: 'Notifications', run: focusToasts, inFields: true },
    { keys: 'mod+k', label: 'Commands', run: openPalette, inFields: true },
    { keys: 'mod+Enter', label: 'Main button', run: pressPrimary, inFields: true },
    { keys: '?', label: 'Keyboard shortcuts', run: openKeyboardHelp },
    ...items.map(({ letter, label, href }) => ({
      keys: `g ${letter}`,
      label,
      group: 'Go to',
      run: () => go(href),
    })),
  ]);
  if (overlay === 'palette') return <CommandPalette role={role} />;
  if (overlay === 'keyboard-help') return <KeyboardHelp onClose={closeOverlay} />;
  return null;
}
