/**
 * Every job there is: what is neither a line of the ledger nor the sending of a run, and is done later. Payloads hold
 * ids of rows, never what a person could be known by: erasing does not look into them.
 */
import { z } from 'zod';

type JobKind = {
  payload: z.ZodObject;
  /** Attempts after a first that failed, with growing waits. */
  retries: number;
  /** Crontab in UTC. */
  cron?: string;
  /** Besides: once when a worker starts. */
  atStart?: true;
};

export const jobKinds = {
  /** Applies what webhooks told. `through`: the latest event that it is about. By the clock for what a restore brought. */
  'apply-inbound': {
    payload: z.object({ through: z.number().default(0) }),
    retries: 5,
    cron: '*/5 * * * *',
  },
  /** Tags that may be one. */
  'find-near-copies': { payload: z.object({}), retries: 1, cron: '*/10 * * * *', atStart: true },
  'remove-old-inbound': { payload: z.object({}), retries: 2, cron: '17 3 * * *' },
} as const satisfies Record<string, JobKind>;

export type JobName = keyof typeof jobKinds;
export type JobPayload<Name extends JobName> = z.output<(typeof jobKinds)[Name]['payload']>;

export const jobNames = Object.keys(jobKinds) as JobName[];

/** A dead worker's job is given out again after this, and the look that finds it. */
const heartbeatSeconds = 10;

export function queueOptionsOf(name: JobName) {
  const { retries } = jobKinds[name];
  return {
    retryLimit: retries,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 300,
    heartbeatSeconds,
    expireInSeconds: 600,
    // Of those that failed, too: they are a figure until then.
    deleteAfterSeconds: 6 * 60 * 60,
  };
}
