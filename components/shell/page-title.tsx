/**
 * “Users · Tagdesk”, rendered with the screen: Next’s `metadata` is streamed later and leaves the tab without
 * a title until then.
 */
export function PageTitle({ children }: { children: string }) {
  return <title translate="no">{`${children} · Tagdesk`}</title>;
}
