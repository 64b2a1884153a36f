/** Repeatable: the same seed gives the same sequence. */
export class Random {
  #state: number;

  /** `seed`: a 32-bit integer. */
  constructor(seed: number) {
    this.#state = seed;
  }

  /** mulberry32, in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Inclusive. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** @throws RangeError for an empty list. */
  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError('Nothing to pick from');
    return item;
  }

  /** The n-th in proportion to 1/n. */
  pickPopular<T>(items: readonly T[]): T {
    const total = items.reduce((sum, _item, index) => sum + 1 / (index + 1), 0);
    let left = this.next() * total;
    for (const [index, item] of items.entries()) {
      left -= 1 / (index + 1);
      if (left <= 0) return item;
    }
    return this.pick(items);
  }

  /** Fewer where picks repeat. */
  somePopular<T>(items: readonly T[], count: number): T[] {
    const picked = new Set<T>();
    for (let attempt = 0; attempt < count; attempt += 1) picked.add(this.pickPopular(items));
    return [...picked];
  }
}
