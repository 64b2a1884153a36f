/** Things that were opened and have to be closed in the opposite order, however far the start got. */

/** Thrown by `track` once closing has begun: whoever opens things then has to give up. */
export class ClosingError extends Error {}

/** A list of open things. */
export type Resources = {
  /** Aborted when closing begins, for work that can be broken off. */
  signal: AbortSignal;
  /** Remembers something being opened, and how to close it; passes its value on. */
  track<T>(opening: Promise<T>, close: (opened: T) => void | Promise<void>): Promise<T>;
  /** Waits for what is still being opened, then closes everything, the last one first. Failures are passed to `log`. */
  closeAll(): Promise<void>;
};

/** Makes an empty list. `log` hears of things that could not be closed. */
export function createResources(log: (line: string) => void): Resources {
  const controller = new AbortController();
  const closers: (() => Promise<void>)[] = [];
  return {
    signal: controller.signal,
    track(opening, close) {
      closers.push(async () => {
        const [result] = await Promise.allSettled([opening]);
        if (result.status === 'fulfilled') await close(result.value);
      });
      // What was begun in the moment of closing is still closed, by the loop below.
      if (controller.signal.aborted) throw new ClosingError('Tagdesk is stopping.');
      return opening;
    },
    async closeAll() {
      controller.abort();
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
        try {
          await close();
        } catch (error) {
          log(`While stopping: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    },
  };
}
