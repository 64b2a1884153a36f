/** The pool that this process has opened, for who only looks at it: nothing that opens one is loaded here. */
import { processSingleton } from '#lib/platform/process-singleton.ts';

type OpenPool = {
  pool: { waitingCount: number; query(statement: string): Promise<unknown> };
  standing: { doubtfulSince: number | null };
};

/** `opened`: null until the first use of the database. */
export const processPool = processSingleton<{ opened: OpenPool | null }>('pool', () => ({ opened: null }));
