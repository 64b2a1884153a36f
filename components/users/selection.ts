/**
 * The selection: picked users, or everybody who matches without those left out. Picks survive scroll, filter
 * and sort; only what shows them is redrawn.
 */
import { maxLeftOut } from '#lib/shared/user-list.ts';

/** A new object with each change. `except`: left out of everybody. */
export type Chosen = {
  readonly ids: ReadonlySet<number>;
  readonly everybody: boolean;
  readonly except: ReadonlySet<number>;
};

/** `email` '': none. */
export type PickableUser = { id: number; email: string };

/** `q`: their filter; undefined: not loaded. */
export type PickableRows = { q: string; userAt: (index: number) => PickableUser | undefined };

const nobody: ReadonlySet<number> = new Set();
export const nobodyChosen: Chosen = { ids: nobody, everybody: false, except: nobody };

export class Selection {
  private chosen = nobodyChosen;
  private anchor: number | null = null;
  /** By user. */
  private readonly picks = new Map<number, { q: string; email: string }>();
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): Chosen => this.chosen;

  isEmpty(): boolean {
    return !this.chosen.everybody && this.chosen.ids.size === 0;
  }

  has(id: number): boolean {
    const { ids, everybody, except } = this.chosen;
    return everybody ? !except.has(id) : ids.has(id);
  }

  /** Picked under another filter: whether they match this one is unknown. */
  pickedElsewhere(q: string): number {
    let count = 0;
    for (const id of this.chosen.ids) if (this.picks.get(id)?.q !== q) count += 1;
    return count;
  }

  /** One by one, as last seen. */
  picked(): PickableUser[] {
    return [...this.chosen.ids].map((id) => ({ id, email: this.picks.get(id)?.email ?? '' }));
  }

  /** false: the picks again. */
  chooseEverybody(everybody: boolean): void {
    const { chosen } = this;
    if (everybody === chosen.everybody && chosen.except.size === 0) return;
    this.anchor = null;
    this.set({ ...chosen, everybody, except: nobody });
  }

  /**
   * With `range` all rows since the last pick follow; unloaded rows are skipped. Of everybody, rows are left
   * out. False: too many would be.
   */
  toggle(index: number, range: boolean, rows: PickableRows): boolean {
    const { chosen } = this;
    const user = rows.userAt(index);
    if (user === undefined) return true;
    const marked = chosen.everybody ? chosen.except : chosen.ids;
    const next = new Set(marked);
    const adds = !marked.has(user.id);
    const other = range && this.anchor !== null ? this.anchor : index;
    for (let place = Math.min(other, index); place <= Math.max(other, index); place += 1) {
      const each = rows.userAt(place);
      if (each === undefined) continue;
      if (!adds) next.delete(each.id);
      else {
        // Earlier picks are listed here, too.
        next.add(each.id);
        if (!chosen.everybody) this.picks.set(each.id, { q: rows.q, email: each.email });
      }
    }
    if (chosen.everybody && next.size > maxLeftOut) return false;
    this.anchor = index;
    this.set(chosen.everybody ? { ...chosen, except: next } : { ...chosen, ids: next });
    return true;
  }

  clear(): void {
    this.anchor = null;
    this.picks.clear();
    this.set(nobodyChosen);
  }

  private set(chosen: Chosen): void {
    this.chosen = chosen;
    for (const listener of this.listeners) listener();
  }
}
