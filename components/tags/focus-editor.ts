/** Gives keys and buttons a way to the field in which a tag is added, wherever it stands. */
import type { ProviderId } from '#lib/providers/ids.ts';

/** Spread on what holds an editor's fields; the first field in it takes the focus. */
export function editorAnchor(provider: ProviderId) {
  return { 'data-tag-editor': provider };
}

/** Focuses the provider's editor; without one, that of the region around the focus, else the first. */
export function focusEditor(provider?: ProviderId): boolean {
  const around = document.activeElement?.closest('section')?.querySelector('[data-tag-editor]');
  const anchor =
    provider === undefined
      ? (around ?? document.querySelector('[data-tag-editor]'))
      : document.querySelector(`[data-tag-editor="${provider}"]`);
  const field = anchor?.querySelector<HTMLElement>('input:not(:disabled)');
  field?.focus();
  return Boolean(field);
}
