/** Focuses the field in which a tag is added. */
import type { ProviderId } from '#lib/providers/ids.ts';

/** Spread on the element that holds an editor's fields. */
export function editorAnchor(provider: ProviderId) {
  return { 'data-tag-editor': provider };
}

/** Without `provider`: the editor of the focused region, else the first. */
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
