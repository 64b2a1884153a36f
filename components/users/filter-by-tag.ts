import { showToast } from '#components/ui/toast-store.ts';
import type { ListedIdentity } from '#lib/shared/users.ts';
import type { RowTag } from './disagreements.ts';
import { loadFilterLanguage } from './use-filter-language.ts';

/** null: unchanged. */
export type AlterFilter = (alter: (text: string) => string | null) => void;

/** With `differs`: where the providers disagree. A filter with a mistake stays, with a toast. */
export async function filterByTag(
  onAlter: AlterFilter,
  { provider }: Pick<ListedIdentity, 'provider'>,
  tag: Pick<RowTag, 'key' | 'value' | 'differs'>,
  what: 'tag' | 'differs',
): Promise<void> {
  const { addTerm, differsTerm, parseFilter, tagTerm } = await loadFilterLanguage();
  const differs = what === 'differs' && tag.differs;
  const term = differs ? differsTerm(provider, tag.key, differs) : tagTerm(provider, tag);
  onAlter((text) => {
    const parsed = parseFilter(text);
    if (parsed.ok) return addTerm(parsed.filter, term);
    showToast({
      text: 'The filter in the search box has a mistake',
      detail: 'Correct or clear it, then filter by the tag.',
      tone: 'warn',
    });
    return null;
  });
}
