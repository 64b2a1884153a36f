import { buttonClass } from '#components/ui/button.tsx';

/** The way from a page that failed to what the ledger holds. No router link: whatever failed is left behind. */
export function ToHistory() {
  return (
    <a href="/history" className={buttonClass()}>
      Open the history
    </a>
  );
}
