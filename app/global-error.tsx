'use client';

/** When even the layout failed: with its own document and plain style. */
export default function GlobalError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  /** Asks the server again; Next's `reset` only renders what is there. */
  retry: () => void;
}) {
  return (
    <html lang="en">
      <head>
        <title>Tagdesk cannot show this page</title>
      </head>
      <body style={{ font: '14px/1.5 system-ui, sans-serif', margin: '4rem auto', maxWidth: '32rem' }}>
        <main>
          <h1 style={{ fontSize: '1.25rem' }}>Tagdesk cannot show this page</h1>
          <p>
            Try again; if it stays, tell an admin
            {error.digest ? ` this number, which stands in the log: ${error.digest}` : ''}.
          </p>
          <p>Whether something that was on its way has arrived, the history says once it opens again.</p>
          <button type="button" onClick={retry}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
