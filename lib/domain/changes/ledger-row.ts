import type { changes } from '#lib/platform/db/schema/changes.ts';

/** A row of the ledger as it stands in the database. */
export type LedgerRow = typeof changes.$inferSelect;
