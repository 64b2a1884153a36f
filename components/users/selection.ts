/**
 * The selection: picked users, or everybody who matches. Picks survive scroll, filter and sort; only what
 * shows them is redrawn.
 */

/** A new object with each change. */
export type Chosen = { readonly ids: ReadonlySet<number>; readonly everybody: boolean };

/** `q`: their filter; undefined: not loaded. */
export type PickableRows = { q: string; idAt: (index: number) => number | undefined };

export const nobodyChosen: Chosen = { ids: new Set(), everybody: false };

export class Selection {
  private chosen = nobodyChosen;
  private anchor: number | null = null;
  /** By user. */
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

  /** Picked under another filter: whether they match this one is unknown. */
  pickedElsewhere(q: string): number {
    let count = 0;
    for (const id of this.chosen.ids) if (this.pickedUnder.get(id) !== q) count += 1;
    return count;
  }

  /** false: the picks again. */
  chooseEverybody(everybody: boolean): void {
    if (everybody !== this.chosen.everybody) this.set({ ...this.chosen, everybody });
  }

  /**
   * With `range` all rows since the last pick follow; unloaded rows are skipped. Nothing happens while
   * everybody is selected.
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
        // Earlier picks are listed here, too.
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
