import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** `operations` and `outcomes` are parallel. */
export type LedgerLine = {
  id: number;
  kind: string;
  provider: string;
  external_id: string;
  actor: string;
  note: string;
  outcome: string;
  state: string;
  operations: { verb: string; key: string; value: string | null }[];
  outcomes: { outcome: string; code: string | null; message: string | null }[] | null;
  undo_of: number | null;
};

export type MirrorLine = { provider: string; key: string; value: string | null; proof: string };

export type Ledger = {
  query<T extends pg.QueryResultRow>(text: string, parameters?: unknown[]): Promise<T[]>;
  changesOf(userId: number): Promise<LedgerLine[]>;
  /** The mirror, by provider and key. */
  tagsOf(userId: number): Promise<MirrorLine[]>;
  /** Blocks everybody else until the returned function is called. */
  lock(table: string): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

/** Usually the sandbox's database of the shared installation. */
export function openLedger(
  dataDir = process.env.TAGDESK_E2E_DATA_DIR,
  database: 'tagdesk' | 'tagdesk_sandbox' = 'tagdesk_sandbox',
): Ledger {
  const elsewhere = process.env.TAGDESK_E2E_DATABASE_URL;
  if (elsewhere && dataDir === process.env.TAGDESK_E2E_DATA_DIR)
    return ledgerOf({ connectionString: `${elsewhere}_sandbox` });
  if (!dataDir) throw new Error('TAGDESK_E2E_DATA_DIR is not set: run the specs with npm run test:e2e.');
  const read = (file: string) => readFileSync(join(dataDir, 'postgres', file), 'utf8').trim();
  return ledgerOf({
    host: '127.0.0.1',
    port: Number(read('port')),
    user: 'tagdesk',
    password: read('password'),
    database,
  });
}

export function ledgerOf(connection: pg.PoolConfig): Ledger {
  const pool = new pg.Pool({ ...connection, max: 2 });
  // A stopping server closes idle connections; a query reports it itself.
  pool.on('error', () => {});
  const query = async <T extends pg.QueryResultRow>(text: string, parameters: unknown[] = []): Promise<T[]> =>
    (await pool.query<T>(text, parameters)).rows;
  return {
    query,
    changesOf: (userId) =>
      query<LedgerLine>('select * from changes where user_id = $1 order by id desc', [userId]),
    tagsOf: (userId) =>
      query<MirrorLine>(
        `select i.provider, t.key, t.value, it.proof
         from identities i join identity_tags it on it.identity_id = i.id join tags t on t.id = it.tag_id
         where i.user_id = $1 order by i.provider, t.key, t.value`,
        [userId],
      ),
    lock: async (table) => {
      const client = await pool.connect();
      await client.query(`begin; lock table ${pg.escapeIdentifier(table)} in access exclusive mode`);
      return async () => {
        await client.query('rollback');
        client.release();
      };
    },
    close: () => pool.end(),
  };
}
