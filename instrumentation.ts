import type { Instrumentation } from 'next';

/** Once, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { captureConsole } = await import('#lib/platform/log/capture-console.ts');
  captureConsole();
  const { followRequests } = await import('#lib/platform/log/request-log.ts');
  const { createRequestObserver } = await import('#lib/platform/metrics/observe.ts');
  followRequests(createRequestObserver());
  const { timeBodies } = await import('#lib/web/http/body-timeouts.ts');
  const { prepareInstallation } = await import('#lib/web/prepare-installation.ts');
  timeBodies();
  await prepareInstallation();
}

/** Before Next answers for a failed page, action or route. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { answerError } = await import('#lib/web/http/answer-error.ts');
  answerError(error, request.headers);
};
