/** Gives a demo its past, whole or not at all. */

import { batchMs, importLock } from '#lib/domain/imports/batch-transaction.ts';
import { insertMember } from '#lib/domain/members/create-member.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { onClient } from '#lib/platform/db/transaction.ts';
import { allowSilence } from '#lib/platform/db/watch-connection.ts';
import type { ProvidersConfig } from '#lib/providers/config.ts';
import { demoRoster } from '#lib/sandbox/demo-world.ts';
import { usersCsv } from '#lib/sandbox/users-csv.ts';
import type { World } from '#lib/sandbox/world.ts';
import { demoAdmin } from '#lib/shared/demo-admin.ts';
import { freshDemo, makePast, recordsOf } from './make-past.ts';
import { demo } from './members.ts';
import { readFirstIds, writePast } from './write-past.ts';

/**
 * False, with nothing done, where there are users or members, or people at the providers are not as the demo
 * makes them. Killed in between, it begins anew: the database is written in one transaction, last.
 */
export async function loadPast(
  { database, providers }: { database: Database; providers: ProvidersConfig },
  sandboxUrl: string,
): Promise<boolean> {
  const client = await database.$client.connect();
  try {
    return await onClient(client).transaction(async (transaction) => {
      await client.query(`set local statement_timeout = ${batchMs}; ${importLock}`);
      allowSilence(client, batchMs);
      const { rowCount } = await client.query('select from users union all select from members limit 1');
      if (rowCount !== 0) return false;
      const now = Date.now();
      const past = makePast(now, basesOf(providers), await readFirstIds(client));
      if (!(await tellSandbox(sandboxUrl, past.world))) return false;
      const demoMemberId = await insertMember(transaction, {
        ...demoAdmin,
        name: demo.name,
        role: demo.role,
      });
      await writePast(client, past, demoMemberId, now);
      return true;
    });
  } finally {
    client.release();
  }
}

function basesOf({ vero, cerego, capillary, fragment }: ProvidersConfig) {
  return {
    vero: vero?.baseUrl ?? '',
    cerego: cerego?.baseUrl ?? '',
    capillary: capillary?.baseUrl ?? '',
    fragment: fragment?.baseUrl ?? '',
  };
}

/** False: what it holds is neither the demo's beginning nor its end. */
async function tellSandbox(sandboxUrl: string, world: World): Promise<boolean> {
  const demoUrl = `${sandboxUrl}/_control/worlds/demo`;
  const held = await (await fetch(`${demoUrl}/users.csv`)).text();
  const isKnown = [freshDemo(), world].some((known) => usersCsv(known, demoRoster()) === held);
  if (!isKnown) return false;
  const response = await fetch(`${demoUrl}/first-state`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(recordsOf(world)),
  });
  if (!response.ok) throw new Error(`The sandbox answered ${response.status}: ${await response.text()}`);
  return true;
}
