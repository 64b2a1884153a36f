'use client';

import dynamic from 'next/dynamic';
import { useSyncExternalStore } from 'react';
import { focusToasts } from '#components/ui/toast.tsx';
import type { CommandPaletteProps } from './command-palette.tsx';
import {
  closeOverlay,
  currentOverlay,
  openKeyboardHelp,
  openPalette,
  subscribeToOverlay,
} from './overlays.ts';
import { pressPrimary } from './press-primary.ts';
import { useGo } from './use-go.ts';
import { useHotkeys } from './use-hotkeys.ts';

const CommandPalette = dynamic(
  () => import('./command-palette.tsx').then((module) => module.CommandPalette),
  {
    ssr: false,
  },
);
const KeyboardHelp = dynamic(() => import('./keyboard-help.tsx').then((module) => module.KeyboardHelp), {
  ssr: false,
});

/** Ctrl or Cmd-K and `?`; both overlays are loaded on first use. */
export function OverlayHost(palette: Omit<CommandPaletteProps, 'onClose'>) {
  const overlay = useSyncExternalStore(subscribeToOverlay, currentOverlay, () => null);
  const go = useGo();
  useHotkeys([
    { keys: 'F8', label: 'Notifications', run: focusToasts, inFields: true },
    { keys: 'mod+k', label: 'Commands', run: openPalette, inFields: true },
    { keys: 'mod+Enter', label: 'Main button', run: pressPrimary, inFields: true },
    { keys: '?', label: 'Keyboard shortcuts', run: openKeyboardHelp },
    ...palette.items.map(({ letter, label, href }) => ({
      keys: `g ${letter}`,
      label,
      group: 'Go to',
      run: () => go(href),
    })),
  ]);
  if (overlay === 'palette') return <CommandPalette {...palette} onClose={closeOverlay} />;
  if (overlay === 'keyboard-help') return <KeyboardHelp onClose={closeOverlay} />;
  return null;
}
