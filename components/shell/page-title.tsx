/**
 * What the browser’s tab says: “Users · Tagdesk”. One on each screen, drawn with it, so the tab changes in the moment the
 * screen does. Next’s `metadata` is streamed after the page and leaves the tab without a title until it is there.
 */
export function PageTitle({ children }: { children: string }) {
  return <title translate="no">{`${children} · Tagdesk`}</title>;
}
