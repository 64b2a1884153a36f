'use client';

import { Dialog } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { type Hotkey, keyCaps, useRegisteredHotkeys } from './use-hotkeys.ts';

/** All keys that work on this screen, by group. Whatever is registered lists itself. */
export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const groups = groupHotkeys(useRegisteredHotkeys());
  return (
    <Dialog open onClose={onClose} title="All keys" size="wide">
      <div className="grid grid-cols-2 gap-x-8 gap-y-4 phone:grid-cols-1">
        {groups.map(([group, hotkeys]) => (
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
    </Dialog>
  );
}

/** Keys with a label, under their headings; where a key was registered twice the last one counts. */
function groupHotkeys(hotkeys: readonly Hotkey[]): Array<[string, Hotkey[]]> {
  const byKeys = new Map(hotkeys.map((hotkey) => [hotkey.keys, hotkey]));
  const groups = new Map<string, Hotkey[]>();
  for (const hotkey of byKeys.values()) {
    if (hotkey.label === undefined) continue;
    const group = hotkey.group ?? 'Everywhere';
    groups.set(group, [...(groups.get(group) ?? []), hotkey]);
  }
  return Array.from(groups);
}
