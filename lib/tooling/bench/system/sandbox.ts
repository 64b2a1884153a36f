/** A sandbox world without latency. */
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '#lib/tooling/cli/data-folder.ts';
import { startAnnounced } from './processes.ts';

export type BenchWorld = {
  /** With rate limits that hold nothing up. */
  environment: Record<string, string>;
  control(method: string, path: string, body: unknown): Promise<void>;
  countCalls(): Promise<number>;
};

const logged = z.array(z.object({ sequence: z.number() }));
const minted = z.object({ id: z.string(), environment: z.record(z.string(), z.string()) });

/** `concurrent`: per provider. */
export async function openBenchWorld(resources: AsyncDisposableStack, concurrent = 64): Promise<BenchWorld> {
  const file = join(root, 'lib', 'sandbox', 'main.ts');
  const { url } = await startAnnounced(resources, { name: 'sandbox', file, environment: {} });
  const answer = await fetch(`${url}/_control/worlds`, { method: 'POST', body: '{}', headers: json });
  const { id, environment } = minted.parse(await answer.json());
  // 100,000 users are not seeded: Vero takes anybody.
  await fetch(`${url}/_control/worlds/${id}/settings`, {
    method: 'PUT',
    body: JSON.stringify({ vero: { unknownUser: 'ignore' } }),
    headers: json,
  });
  const quick = ['VERO', 'CEREGO', 'CAPILLARY', 'FRAGMENT'].flatMap((name) => [
    [`${name}_MAX_PER_SECOND`, '1000000'],
    [`${name}_MAX_CONCURRENT`, String(concurrent)],
  ]);
  return {
    environment: { ...environment, ...Object.fromEntries(quick) },
    async control(method, path, body) {
      const reply = await fetch(`${url}/_control/worlds/${id}/${path}`, {
        method,
        body: JSON.stringify(body),
        headers: json,
      });
      if (!reply.ok)
        throw new Error(`The sandbox answered ${reply.status} to ${path}: ${await reply.text()}`);
    },
    async countCalls() {
      const reply = await fetch(`${url}/_control/worlds/${id}/log`);
      return logged.parse(await reply.json()).at(-1)?.sequence ?? 0;
    },
  };
}

const json = { 'content-type': 'application/json' };
