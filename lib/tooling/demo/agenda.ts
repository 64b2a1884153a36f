/** What happens in the past, in the order of time. ms. */
export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

type Task = { at: number; run: (at: number) => void };

export class Agenda {
  readonly #now: number;
  /** Latest first. */
  #tasks: Task[] = [];
  #taken = new Set<number>();

  /** `now`: the end of the past. */
  constructor(now: number) {
    this.#now = now;
  }

  /** `age`: before the end. */
  add(age: number, run: (at: number) => void): void {
    this.at(this.#now - age, run);
  }

  /** Each at an instant of its own, as nothing at a desk happens twice at once; none after the end. */
  at(wanted: number, run: (at: number) => void): void {
    let at = Math.min(Math.round(wanted), this.#now - 1);
    while (this.#taken.has(at)) at -= 1;
    this.#taken.add(at);
    let low = 0;
    let high = this.#tasks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#tasks[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    this.#tasks.splice(low, 0, { at, run });
  }

  /** Tasks may add later ones. */
  runAll(): void {
    for (let next = this.#tasks.pop(); next; next = this.#tasks.pop()) next.run(next.at);
  }
}
