'use client';

import { buttonClass } from '#components/ui/button.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { PageTitle } from './page-title.tsx';

/** As Next hands it to `error.tsx`. `retry` asks the server again; Next's `reset` only renders what is there. */
export type PageFailureProps = { error: Error & { digest?: string }; retry: () => void };

/** Instead of a page. Claims nothing of a change. */
export function PageFailure({ what, error, retry }: PageFailureProps & { what: 'page' | 'user' }) {
  return (
    <>
      <PageTitle>Error</PageTitle>
      <ErrorState
        page
        title={`This ${what} could not be shown`}
        reference={error.digest}
        onRetry={retry}
        actions={
          // No router link: the failed page's state is dropped.
          <a href="/history" className={buttonClass()}>
            Open the history
          </a>
        }
      >
        Try again; if it stays, an admin finds the cause in the log
        {error.digest === undefined ? '' : ' under the reference'}. Whether something that was on its way has
        arrived, the history says.
      </ErrorState>
    </>
  );
}
