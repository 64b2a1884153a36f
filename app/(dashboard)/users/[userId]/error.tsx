'use client';

import { ErrorState } from '#components/ui/error-state.tsx';

/** The server could not render this user. */
export default function UserError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <ErrorState title="This user could not be read" reference={error.digest} onRetry={reset}>
      Tagdesk could not read its database. Nothing was changed. Try again; if it stays like this, an admin
      finds the cause in the log under the reference.
    </ErrorState>
  );
}
