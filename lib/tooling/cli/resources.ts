/** What Node's own `AsyncDisposableStack` leaves open: things that are still being opened, and failures at closing. */

/**
 * Begins to open what `stack` closes, also where it is asked to before that is open. Nothing is begun, and a
 * ReferenceError thrown, once closing has begun: whoever opens things then has to give up.
 */
export function openIn<T>(
  stack: AsyncDisposableStack,
  begin: () => Promise<T>,
  close: (opened: T) => void | Promise<void>,
): Promise<T> {
  if (stack.disposed) throw new ReferenceError('Tagdesk is stopping.');
  const opening = begin();
  stack.defer(async () => {
    const [result] = await Promise.allSettled([opening]);
    if (result.status === 'fulfilled') await close(result.value);
  });
  return opening;
}

/** Closes everything in `stack`, the last first. Each failure is passed to `log` and keeps nothing else open. */
export async function closeAll(stack: AsyncDisposableStack, log: (line: string) => void): Promise<void> {
  try {
    await stack.disposeAsync();
  } catch (error) {
    for (const failure of failuresIn(error))
      log(`While stopping: ${failure instanceof Error ? failure.message : String(failure)}`);
  }
}

function failuresIn(error: unknown): unknown[] {
  return error instanceof SuppressedError ? [...failuresIn(error.suppressed), error.error] : [error];
}
