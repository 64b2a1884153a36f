import type { ServerResponse } from 'node:http';

/** Calls that a fault leaves without an answer. A stopping server lets go of them at once. */
export class HeldResponses {
  readonly #held = new Set<ServerResponse>();
  #isReleased = false;

  /**
   * Keeps the caller waiting until it gives up, or for `delayMs` milliseconds; then the connection is cut without an
   * answer. Resolves when it is over.
   */
  async hold(response: ServerResponse, delayMs?: number): Promise<void> {
    if (this.#isReleased) response.destroy();
    if (response.destroyed) return;
    this.#held.add(response);
    const timer = delayMs === undefined ? undefined : setTimeout(() => response.destroy(), delayMs);
    await new Promise((resolve) => response.once('close', resolve));
    clearTimeout(timer);
    this.#held.delete(response);
  }

  /** Cuts all that are held, and whatever is to be held from now on. */
  release(): void {
    this.#isReleased = true;
    for (const response of this.#held) response.destroy();
  }
}
