'use client';

import Link from 'next/link';
import { Dialog } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { pressFor, useSingleKeys } from '#components/ui/single-keys.ts';
import { namedHotkeys } from './hotkey-registry.ts';
import { keyCaps, useRegisteredHotkeys } from './use-hotkeys.ts';

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const settled = useSingleKeys();
  const hotkeys = namedHotkeys(useRegisteredHotkeys()).filter(({ keys }) => pressFor(keys, settled) !== null);
  const groups = Map.groupBy(hotkeys, ({ group }) => group);
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts" size="wide">
      <div className="grid grid-cols-2 gap-x-8 gap-y-4 phone:grid-cols-1">
        {Array.from(groups, ([group, hotkeys]) => (
          <section key={group} aria-label={group}>
            <h3 className="pb-1 text-11 font-medium text-fg-3">{group}</h3>
            <ul>
              {hotkeys.map((hotkey) => (
                <li key={hotkey.keys} className="flex min-h-7 items-center justify-between gap-4">
                  <span>{hotkey.label}</span>
                  <Kbd keys={keyCaps(hotkey.keys)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p className="pt-4 text-12 text-fg-2">
        {settled.off ? 'Single keys are switched off. ' : 'Single keys can be changed or switched off. '}
        <Link href="/account" onClick={onClose} className="underline">
          Keyboard settings
        </Link>
      </p>
    </Dialog>
  );
}
