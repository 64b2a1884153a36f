/** Loads nothing that opens a pool. */
import { processSingleton } from '#lib/platform/process-singleton.ts';

type OpenPool = {
  pool: { waitingCount: number; query(statement: string): Promise<unknown> };
  standing: { doubtfulSince: number | null };
};

/** null until the first use of the database. */
export const processPool = processSingleton<{ opened: OpenPool | null }>('pool', () => ({ opened: null }));
