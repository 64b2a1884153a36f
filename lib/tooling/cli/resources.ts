/** Beyond `AsyncDisposableStack`: resources still being opened, and errors on closing. */

/** Also closed if still opening. Throws ReferenceError once closing has begun. */
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

/** Last first. Errors go to `log` and stop nothing. */
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
