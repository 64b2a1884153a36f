/** The export that is under way, if any: it goes on while somebody looks at other pages. One at a time. */

/** Users written so far, of how many; null until the server has said. `cancel` saves nothing. */
export type ExportJob = { rows: number; total: number | null; cancel: () => void };

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
