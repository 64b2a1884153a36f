/** Keeps the leases of changes that this process is sending. A process that dies stops renewing, and that is the sign. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/db/client.ts';
import { noteTrouble } from '#lib/log/troubles.ts';
import { leaseSeconds } from './claim-changes.ts';

const renewEveryMs = 4_000;

type Keeper = { held: Set<number>; timer: NodeJS.Timeout | null };

// One keeper per process, whatever bundle its callers come from.
const holder = globalThis as typeof globalThis & { tagdeskLeases?: Keeper };

function keeper(): Keeper {
  holder.tagdeskLeases ??= { held: new Set(), timer: null };
  return holder.tagdeskLeases;
}

/** Renews the leases of `ids` until `work` ends, however it ends. */
export async function holdingLeases<T>(
  database: Database,
  ids: readonly number[],
  work: () => Promise<T>,
): Promise<T> {
  const own = keeper();
  for (const id of ids) own.held.add(id);
  own.timer ??= setInterval(() => {
    renew(database, own).catch((error: unknown) => {
      // The next beat tries again; a lease outlives two of them.
      noteTrouble('Leases could not be renewed', error);
    });
  }, renewEveryMs).unref();
  try {
    return await work();
  } finally {
    for (const id of ids) own.held.delete(id);
    if (own.held.size === 0 && own.timer) {
      clearInterval(own.timer);
      own.timer = null;
    }
  }
}

async function renew(database: Database, { held }: Keeper): Promise<void> {
  // A row that somebody has locked is being closed: waiting for it in another order than theirs could deadlock.
  await database.execute(sql`
    with held as (
      select id from changes where id = any(${sql.param([...held])}::bigint[]) and state = 'sending'
      for update skip locked
    )
    update changes c set lease_until = now() + make_interval(secs => ${leaseSeconds}) from held where held.id = c.id`);
}

/** Changes whose sender died become `in-doubt`. Gives how many. For the worker, every second or so. */
export async function expireLeases(database: Database): Promise<number> {
  const { rowCount } = await database.execute(
    sql`
    with dead as (
      select id from changes where state = 'sending' and lease_until < now() for update skip locked
    )
    update changes c set state = 'in-doubt', lease_until = null from dead where dead.id = c.id`,
  );
  return rowCount ?? 0;
}
