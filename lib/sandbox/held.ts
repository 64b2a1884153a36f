import type { ServerResponse } from 'node:http';

/** Calls left without an answer by a fault; stopping releases them. */
export class HeldResponses {
  readonly #held = new Set<ServerResponse>();
  #isReleased = false;

  /** Until the caller gives up or for `delayMs` ms; then the connection is cut. */
  async hold(response: ServerResponse, delayMs?: number): Promise<void> {
    if (this.#isReleased) response.destroy();
    if (response.destroyed) return;
    this.#held.add(response);
    const timer = delayMs === undefined ? undefined : setTimeout(() => response.destroy(), delayMs);
    await new Promise((resolve) => response.once('close', resolve));
    clearTimeout(timer);
    this.#held.delete(response);
  }

  /** Cuts all, also later ones. */
  release(): void {
    this.#isReleased = true;
    for (const response of this.#held) response.destroy();
  }
}
