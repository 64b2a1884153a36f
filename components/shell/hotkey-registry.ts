import { isComposing } from '#components/ui/is-composing.ts';
import { pressFor, singleKeys } from '#components/ui/single-keys.ts';

/** One key and what it does; the list of all of them is the keyboard help. */
export interface Hotkey {
  /** `j`, `?`, `Enter`, `ArrowDown`, or with `mod+` (Ctrl, or Cmd on a Mac) and `shift+` before it. */
  keys: string;
  /** What it does, in two or three words; without one it is left out of the help (a second key for the same). */
  label?: string | undefined;
  /** The heading it stands under in the help: “Everywhere”, “List”. */
  group?: string | undefined;
  run: (event: KeyboardEvent) => void;
  /** Also while a text field has the focus; only for keys with `mod`. */
  inFields?: boolean | undefined;
}

let hotkeys: readonly Hotkey[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Hotkey[]): void {
  hotkeys = next;
  for (const listener of listeners) listener();
}

/** Everything that can be pressed now, in the order in which it was registered. */
export function currentHotkeys(): readonly Hotkey[] {
  return hotkeys;
}

export function subscribeToHotkeys(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Adds keys until the result is called. Where two want the same key, the one added last has it. */
export function registerHotkeys(added: readonly Hotkey[]): () => void {
  if (hotkeys.length === 0) document.addEventListener('keydown', onKeyDown);
  set([...hotkeys, ...added]);
  return () => {
    set(hotkeys.filter((hotkey) => !added.includes(hotkey)));
    if (hotkeys.length === 0) document.removeEventListener('keydown', onKeyDown);
  };
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || isComposing(event) || event.repeat === undefined) return;
  const typing = takesKeys(event.target);
  const settled = singleKeys();
  const awake = hotkeys.filter((each) => !typing || each.inFields === true);
  const hotkey = describeKeys(event)
    .map((pressed) => awake.findLast(({ keys }) => pressFor(keys, settled) === pressed))
    .find((found) => found !== undefined);
  if (!hotkey) return;
  event.preventDefault();
  hotkey.run(event);
}

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * The press as registered names, the likelier first: by what it types, and for a letter of another alphabet by the place of
 * its key. Shift counts only for letters and named keys, since `?` needs it anyway.
 */
export function describeKeys(event: Press): string[] {
  if (event.altKey) return [];
  const isLetter = /^\p{L}$/u.test(event.key);
  const key = isLetter ? event.key.toLowerCase() : event.key === ' ' ? 'Space' : event.key;
  const shift = event.shiftKey && (isLetter || key.length > 1);
  const before = `${event.ctrlKey || event.metaKey ? 'mod+' : ''}${shift ? 'shift+' : ''}`;
  const place = isLetter && !/\p{Script=Latin}/u.test(key) ? /^Key([A-Z])$/.exec(event.code)?.[1] : undefined;
  return [key, ...(place ? [place.toLowerCase()] : [])].map((name) => `${before}${name}`);
}

/** Fields, lists and menus read the keyboard themselves; while a dialog is open nothing behind it acts. */
function takesKeys(target: EventTarget | null): boolean {
  if (document.querySelector('dialog:modal')) return true;
  if (!(target instanceof Element)) return false;
  const own =
    'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], [role="tablist"]';
  return target.closest(own) !== null;
}
