'use client';

import { useSyncExternalStore } from 'react';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { CheckboxBox } from '#components/ui/checkbox.tsx';
import { spellOut } from '#lib/providers/text-signs.ts';
import { nobodyChosen, type Selection } from './selection.ts';

interface SelectCellProps {
  userId: number;
  title: string;
  selection: Selection;
  onToggle: (range: boolean) => void;
}

/** Redraws only when its own user is picked. */
export function SelectCell({ userId, title, selection, onToggle }: SelectCellProps) {
  const read = () => selection.has(userId);
  const selected = useSyncExternalStore(selection.subscribe, read, read);
  return (
    <CheckboxBox
      aria-label={spellOut(`Select ${title}`)}
      checked={selected}
      onChange={({ nativeEvent }) => onToggle('shiftKey' in nativeEvent && nativeEvent.shiftKey === true)}
    />
  );
}

/** Everybody who matches, loaded or not. */
export function SelectHead({ selection, isEmpty }: { selection: Selection; isEmpty: boolean }) {
  const { ids, everybody, except } = useSyncExternalStore(
    selection.subscribe,
    selection.current,
    () => nobodyChosen,
  );
  const choose = () => selection.chooseEverybody(true);
  useHotkeys(isEmpty ? [] : [{ keys: 'mod+a', label: 'Select everybody', group: 'List', run: choose }]);
  return (
    <CheckboxBox
      aria-label="Select everybody who matches"
      checked={everybody && except.size === 0}
      disabled={isEmpty && !everybody}
      mixed={everybody ? except.size > 0 : ids.size > 0}
      onChange={(event) => selection.chooseEverybody(event.currentTarget.checked)}
    />
  );
}
