/**
 * Single-line fields join pasted lines and cut long text silently. This puts a space for each line end and
 * tab, and announces it. Fields for lists handle the paste before.
 */
import { asOneLine } from './pasted-list.ts';
import { showToast } from './toast-store.ts';

/** As if typed: fires events and can be undone. */
export function insertText(field: HTMLInputElement, text: string): void {
  field.focus();
  // The only way that keeps the browser's undo.
  document.execCommand('insertText', false, text);
}

function onPaste(event: ClipboardEvent): void {
  const field = event.target;
  const text = event.clipboardData?.getData('text/plain').trim() ?? '';
  if (event.defaultPrevented || text === '' || !(field instanceof HTMLInputElement)) return;
  if (field.type === 'password' || field.readOnly || field.disabled) return;
  const line = asOneLine(text);
  const isJoined = /[\n\r\t\u2028\u2029\v\f]/.test(text);
  const isCut = field.maxLength >= 0 && lengthWith(field, line) > field.maxLength;
  if (isJoined) {
    event.preventDefault();
    insertText(field, line);
    showToast({
      tone: 'info',
      text: 'This field holds one line: each line break and tab that was pasted is a space now',
    });
  }
  if (isCut)
    showToast({
      tone: 'warn',
      text: `Only ${field.maxLength} characters fit here: the end of what was pasted is missing`,
    });
}

function lengthWith(field: HTMLInputElement, text: string): number {
  const replaced = (field.selectionEnd ?? 0) - (field.selectionStart ?? 0);
  return field.value.length - replaced + text.length;
}

if (typeof window !== 'undefined') window.addEventListener('paste', onPaste);
