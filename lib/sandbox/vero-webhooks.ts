import type { VeroUser } from './entries.ts';

export type WebhookCall = { at: string; body: string; status: number | null };

const timeoutMs = 10_000;
const maxCalls = 5_000;

/**
 * Vero's webhooks “User created” and “User updated”, after its pages: one POST for each, in the order in which
 * changes were applied, whoever made them. Neither a signature nor a second attempt is documented.
 */
export class VeroWebhooks {
  /** Oldest first; `status` null: no answer. */
  readonly calls: WebhookCall[] = [];
  #last: Promise<void> = Promise.resolve();

  /** `before` undefined: somebody new. */
  tell(url: string, before: VeroUser | undefined, after: VeroUser, at: string): void {
    for (const event of eventsOf(before, after)) {
      const body = JSON.stringify(event);
      this.#last = this.#last.then(() => this.#send(url, body, at));
    }
  }

  async #send(url: string, body: string, at: string): Promise<void> {
    let status: number | null = null;
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
        signal: AbortSignal.timeout(timeoutMs),
      });
      await answer.arrayBuffer();
      status = answer.status;
    } catch {
      // As if nobody listened.
    }
    this.calls.push({ at, body, status });
    if (this.calls.length > maxCalls) this.calls.shift();
  }
}

function eventsOf(before: VeroUser | undefined, after: VeroUser): object[] {
  const user = { id: idOf(after.id), ...(after.email === undefined ? {} : { email: after.email }) };
  const held = before?.tags ?? [];
  const add = after.tags.filter((tag) => !held.includes(tag));
  const remove = held.filter((tag) => !after.tags.includes(tag));
  const created = before ? [] : [{ type: 'user_created', user }];
  if (add.length + remove.length > 0)
    return [...created, { type: 'user_updated', user, changes: { _tags: { add, remove } } }];
  if (created.length > 0 || (before && sameBut(before, after))) return created;
  return [{ type: 'user_updated', user, changes: {} }];
}

function sameBut(before: VeroUser, after: VeroUser): boolean {
  return JSON.stringify({ ...before, tags: [] }) === JSON.stringify({ ...after, tags: [] });
}

/** The pages show a number; what is none stays text. */
function idOf(id: string): string | number {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : id;
}
