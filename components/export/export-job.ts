/** One export at a time; it goes on across pages. */

/**
 * `rows`: written so far; `total` null: unknown. `started`: the server has begun to send. `cancel` saves
 * nothing.
 */
export type ExportJob = { rows: number; total: number | null; started: boolean; cancel: () => void };

let current: ExportJob | null = null;
const listeners = new Set<() => void>();

export function currentExport(): ExportJob | null {
  return current;
}

export function setExport(job: ExportJob | null): void {
  current = job;
  for (const listener of listeners) listener();
}

export function subscribeToExport(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
