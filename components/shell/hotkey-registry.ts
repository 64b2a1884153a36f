import { isComposing } from '#components/ui/is-composing.ts';
import { pressFor, singleKeys } from '#components/ui/single-keys.ts';

export interface Hotkey {
  /**
   * `j`, `?`, `Enter`, `ArrowDown`, with `mod+` (Ctrl, or Cmd on a Mac) or `shift+` before it; `g u`: one after
   * the other.
   */
  keys: string;
  /** Two or three words; without it the key is neither in the help nor in the palette. */
  label?: string | undefined;
  /** Its heading in the help: “Everywhere”, “List”. */
  group?: string | undefined;
  run: (event: KeyboardEvent) => void;
  /** Also in text fields; only with `mod`. */
  inFields?: boolean | undefined;
}

let hotkeys: readonly Hotkey[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Hotkey[]): void {
  hotkeys = next;
  for (const listener of listeners) listener();
}

/** In the order of registration. */
export function currentHotkeys(): readonly Hotkey[] {
  return hotkeys;
}

export function subscribeToHotkeys(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The last registration of a key wins. */
export function namedHotkeys(all: readonly Hotkey[]): (Hotkey & { label: string; group: string })[] {
  return [...new Map(all.map((hotkey) => [hotkey.keys, hotkey])).values()].flatMap((hotkey) =>
    hotkey.label === undefined ? [] : { ...hotkey, label: hotkey.label, group: hotkey.group ?? 'Everywhere' },
  );
}

/** The result removes them. The last registration of a key wins. */
export function registerHotkeys(added: readonly Hotkey[]): () => void {
  if (hotkeys.length === 0) document.addEventListener('keydown', onKeyDown);
  set([...hotkeys, ...added]);
  return () => {
    set(hotkeys.filter((hotkey) => !added.includes(hotkey)));
    if (hotkeys.length === 0) document.removeEventListener('keydown', onKeyDown);
  };
}

/** Between the two presses of `g u`. */
const togetherMs = 1_500;
let first: { press: string; until: number } | null = null;

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || isComposing(event) || event.repeat === undefined) return;
  const typing = takesKeys(event.target);
  const settled = singleKeys();
  const awake = hotkeys.filter((each) => !typing || each.inFields === true);
  const presses = describeKeys(event);
  const begun = first && event.timeStamp < first.until ? first.press : null;
  first = null;
  const hotkey = [...(begun ? presses.map((press) => `${begun} ${press}`) : []), ...presses]
    .map((press) => awake.findLast(({ keys }) => pressFor(keys, settled) === press))
    .find((found) => found !== undefined);
  if (hotkey) {
    event.preventDefault();
    hotkey.run(event);
    return;
  }
  const press = presses.find((each) =>
    awake.some(({ keys }) => pressFor(keys, settled)?.startsWith(`${each} `)),
  );
  if (press) first = { press, until: event.timeStamp + togetherMs };
}

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * Names of a press, likeliest first: by its character, for non-Latin letters also by the key's place. Shift
 * counts only for letters and named keys, since `?` needs it anyway.
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

/** Fields, lists and menus read keys themselves; an open dialog blocks the page's keys. */
function takesKeys(target: EventTarget | null): boolean {
  if (document.querySelector('[data-modal]')) return true;
  if (!(target instanceof Element)) return false;
  const own =
    'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], [role="tablist"]';
  return target.closest(own) !== null;
}
