/** Loaded on first use. */
import type { QueryClient } from '@tanstack/react-query';
import { showToast } from '#components/ui/toast-store.ts';
import { changeView } from '#lib/actions/views.ts';
import { viewsKeys } from '#lib/shared/query-keys.ts';
import type { ViewState } from '#lib/shared/view-state.ts';
import type { SavedView } from '#lib/shared/views.ts';

/** Never throws: errors are announced. Refetches the views. */
export async function changeKept(
  client: QueryClient,
  view: SavedView,
  what: { shared: boolean } | { state: ViewState },
): Promise<void> {
  try {
    const result = await changeView({ viewId: view.id, ...pick(what) });
    showToast(result.ok ? { text: formatDone(view, what) } : { text: result.error.message, tone: 'danger' });
  } catch {
    showToast({ text: 'Tagdesk did not answer. Look at the view before you try again.', tone: 'danger' });
  }
  await client.invalidateQueries({ queryKey: viewsKeys.all });
}

/** A state may be part of something larger. */
function pick(what: { shared: boolean } | { state: ViewState }) {
  if ('shared' in what) return what;
  const { q, sort, columns } = what.state;
  return { state: { q, sort, columns } };
}

function formatDone({ name }: SavedView, what: { shared: boolean } | { state: ViewState }): string {
  if ('state' in what) return `${name} shows this list now`;
  return what.shared ? `The team sees ${name} now` : `${name} is private now`;
}
