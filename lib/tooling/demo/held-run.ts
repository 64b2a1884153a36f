/** The run of the past that waits for Cerego: as long as it does, the sandbox answers its calls with an outage. */
import pg from 'pg';

/** What the run asks for, and nobody else at first. */
export const heldOperation = { verb: 'update', key: 'Cohort', value: '2027 Spring' } as const;

const outage = {
  provider: 'cerego',
  kind: 'status',
  status: 503,
  match: { method: 'PUT', body: JSON.stringify(heldOperation.value) },
  times: null,
  body: JSON.stringify({
    errors: [
      { status: '503', title: 'Service Unavailable', detail: 'Tags are being moved to another store' },
    ],
  }),
};

/** At each start, before anything is sent: faults do not outlive the sandbox's process. */
export async function holdRun(databaseUrl: string, sandboxUrl: string): Promise<void> {
  if (!(await isWaiting(databaseUrl))) return;
  const response = await fetch(`${sandboxUrl}/_control/worlds/demo/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(outage),
  });
  if (!response.ok) throw new Error(`The sandbox took no fault: it answered ${response.status}.`);
}

async function isWaiting(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const asked = JSON.stringify([{ provider: 'cerego', operations: [heldOperation] }]);
    const { rowCount } = await client.query(
      `select from runs where status in ('running', 'paused') and operations @> $1::jsonb limit 1`,
      [asked],
    );
    return rowCount === 1;
  } finally {
    await client.end();
  }
}
