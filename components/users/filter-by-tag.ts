import { showToast } from '#components/ui/toast-store.ts';
import type { ListedIdentity, ShownTag } from '#lib/shared/users.ts';
import { loadFilterLanguage } from './use-filter-language.ts';

/** null: unchanged. */
export type AlterFilter = (alter: (text: string) => string | null) => void;

/** `without`: those who do not carry it. A filter with a mistake stays, with a toast. */
export async function filterByTag(
  onAlter: AlterFilter,
  { provider }: Pick<ListedIdentity, 'provider'>,
  tag: Pick<ShownTag, 'key' | 'value'>,
  { without }: { without: boolean },
): Promise<void> {
  const { addTerm, parseFilter, tagTerm } = await loadFilterLanguage();
  const term = tagTerm(provider, tag);
  onAlter((text) => {
    const parsed = parseFilter(text);
    if (parsed.ok) return addTerm(parsed.filter, without ? { kind: 'not', item: term } : term);
    showToast({
      text: 'The filter in the search box has a mistake',
      detail: 'Correct or clear it, then filter by the tag.',
      tone: 'warn',
    });
    return null;
  });
}
