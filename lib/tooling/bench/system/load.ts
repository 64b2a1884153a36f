/** autocannon in a process of its own. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const result = z.object({
  requests: z.object({ average: z.number() }),
  non2xx: z.number(),
  errors: z.number(),
  timeouts: z.number(),
});

export type Loaded = { url: string; cookie?: string };

/** In turns (one, other, other, one), so that load hits both. Throws on bad answers. */
export async function compareRates(one: Loaded, other: Loaded): Promise<{ one: number; other: number }> {
  const first = await requestsPerSecond(one);
  const rates = [await requestsPerSecond(other), await requestsPerSecond(other)];
  const last = await requestsPerSecond(one);
  return { one: (first + last) / 2, other: rates.reduce((sum, rate) => sum + rate, 0) / rates.length };
}

const connections = 16;
const seconds = 2;

async function requestsPerSecond({ url, cookie = '' }: Loaded): Promise<number> {
  const program = fileURLToPath(import.meta.resolve('autocannon/autocannon.js'));
  const headers = cookie ? ['-H', `cookie=${cookie}`] : [];
  const parameters = ['--json', '-n', '-c', String(connections), '-d', String(seconds), ...headers, url];
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...parameters]);
  const { requests, non2xx, errors, timeouts } = result.parse(JSON.parse(stdout));
  if (non2xx + errors + timeouts > 0) {
    throw new Error(`${url}: ${non2xx} bad answers, ${errors} errors, ${timeouts} without answer in time.`);
  }
  return requests.average;
}
