import { buttonClass } from '#components/ui/button.tsx';

/** No router link: the failed page's state is dropped. */
export function ToHistory() {
  return (
    <a href="/history" className={buttonClass()}>
      Open the history
    </a>
  );
}
