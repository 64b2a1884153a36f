/**
 * Which users are chosen: some, picked by hand, or everybody who matches the filter. Picked ones stay picked while one
 * scrolls, filters or sorts; only what shows them is drawn again.
 */

/** A new object with each change. */
export type Chosen = { readonly ids: ReadonlySet<number>; readonly everybody: boolean };

/** The rows that can be picked: under which filter they are listed, and who stands at a place; undefined where not loaded. */
export type PickableRows = { q: string; idAt: (index: number) => number | undefined };

export const nobodyChosen: Chosen = { ids: new Set(), everybody: false };

export class Selection {
  private chosen = nobodyChosen;
  private anchor: number | null = null;
  /** The filter under which each was picked. */
  private readonly pickedUnder = new Map<number, string>();
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): Chosen => this.chosen;

  has(id: number): boolean {
    return this.chosen.everybody || this.chosen.ids.has(id);
  }

  /** How many were picked by hand under another filter than this: whether they match this one is not known. */
  pickedElsewhere(q: string): number {
    let count = 0;
    for (const id of this.chosen.ids) if (this.pickedUnder.get(id) !== q) count += 1;
    return count;
  }

  /** Everybody who matches, or those picked by hand again. */
  chooseEverybody(everybody: boolean): void {
    if (everybody !== this.chosen.everybody) this.set({ ...this.chosen, everybody });
  }

  /**
   * Picks the row at `index`, or lets it go. With `range` all rows between the last one picked and this follow it; rows
   * that are not loaded stay as they are. Nothing happens while everybody is chosen.
   */
  toggle(index: number, range: boolean, { q, idAt }: PickableRows): void {
    const { ids, everybody } = this.chosen;
    const id = idAt(index);
    if (id === undefined || everybody) return;
    const other = range && this.anchor !== null ? this.anchor : index;
    const picks = !ids.has(id);
    const next = new Set(ids);
    for (let place = Math.min(other, index); place <= Math.max(other, index); place += 1) {
      const each = idAt(place);
      if (each === undefined) continue;
      if (picks) {
        // Whoever was picked before is listed here, too.
        next.add(each);
        this.pickedUnder.set(each, q);
      } else next.delete(each);
    }
    this.anchor = index;
    this.set({ ids: next, everybody: false });
  }

  clear(): void {
    this.anchor = null;
    this.pickedUnder.clear();
    this.set(nobodyChosen);
  }

  private set(chosen: Chosen): void {
    this.chosen = chosen;
    for (const listener of this.listeners) listener();
  }
}
