/**
 * Keys pressed while what they are meant for still loads are held and then given to it in their order: none
 * is lost, and none becomes a shortcut.
 */
import { isComposing } from '#components/ui/is-composing.ts';

/** After that they are dropped. */
const maxMs = 10_000;

const held: KeyboardEvent[] = [];
let isReady: (() => boolean) | null = null;
let givenUpAt = 0;
let isListening = false;

/**
 * From the present press until `ready` (looked at once per frame) or `releaseKeys`. `first`: this press waits
 * as well.
 */
export function holdKeys(ready: () => boolean = () => false, first?: KeyboardEvent): void {
  if (first) held.unshift(first);
  isReady = ready;
  givenUpAt = performance.now() + maxMs;
  if (isListening) return;
  isListening = true;
  window.addEventListener('keydown', hold, true);
  window.addEventListener('pointerdown', dropKeys, true);
  requestAnimationFrame(look);
}

export function releaseKeys(): void {
  isReady &&= () => true;
}

export function dropKeys(): void {
  held.length = 0;
  isListening = false;
  window.removeEventListener('keydown', hold, true);
  window.removeEventListener('pointerdown', dropKeys, true);
}

function hold(event: KeyboardEvent): void {
  if (!event.isTrusted || event.altKey || isComposing(event)) return;
  if ((event.ctrlKey || event.metaKey) && !modKeys.has(event.key)) return;
  if (event.key === 'Escape') {
    dropKeys();
    return;
  }
  if (event.key.length > 1 && !namedKeys.has(event.key)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  held.push(event);
}

/** Tagdesk’s own; others are the browser’s. */
const modKeys = new Set(['a', 'k', 'Enter']);

const namedKeys = new Set([
  ...[
    'Enter',
    'Tab',
    'Backspace',
    'Delete',
    'ArrowDown',
    'ArrowUp',
    'ArrowLeft',
    'ArrowRight',
    'Home',
    'End',
  ],
]);

function look(): void {
  if (!isListening) return;
  if (performance.now() > givenUpAt) dropKeys();
  else if (isReady?.()) giveNext();
  else requestAnimationFrame(look);
}

/** The palette listens to the event before an edit, which a command does not send. */
function edit(field: HTMLElement, inputType: 'insertText' | 'deleteContentBackward', data?: string): void {
  field.dispatchEvent(new InputEvent('beforeinput', { inputType, data: data ?? null, bubbles: true }));
  document.execCommand(inputType === 'insertText' ? inputType : 'delete', false, data);
}

/** One per task, so that the page has drawn what the one before did; a press may begin another hold. */
function giveNext(): void {
  if (!isListening) return;
  isReady = null;
  const next = held.shift();
  if (next) press(next);
  if (isReady !== null) requestAnimationFrame(look);
  else if (held.length > 0) setTimeout(giveNext, 0);
  else dropKeys();
}

function press({ key, code, shiftKey, ctrlKey, metaKey }: KeyboardEvent): void {
  const target = document.activeElement ?? document.body;
  const again = { key, code, shiftKey, ctrlKey, metaKey, bubbles: true, cancelable: true };
  const goesOn = target.dispatchEvent(new KeyboardEvent('keydown', again));
  // The palette's entries act when the key is let go.
  target.dispatchEvent(new KeyboardEvent('keyup', again));
  if (!goesOn) return;
  // What the browser does with a real press.
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    if (ctrlKey || metaKey) target.select();
    else if (key.length === 1) edit(target, 'insertText', key);
    else if (key === 'Backspace') edit(target, 'deleteContentBackward');
    else if (key === 'Enter') target.form?.requestSubmit();
  } else if (target instanceof HTMLElement && (key === 'Enter' || key === ' ')) {
    if (target.matches('a, button')) target.click();
  }
}
