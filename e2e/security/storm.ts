import type { World } from './world.ts';

/** By status; `broken`: no answer. */
export type Statuses = Record<string, number>;

/** Two hundred clients that ask again once answered. */
export async function storm(
  { client }: World,
  path: string,
  cookie: string,
  seconds: number,
): Promise<Statuses> {
  const statuses: Statuses = {};
  const until = Date.now() + seconds * 1_000;
  const visit = async () => {
    while (Date.now() < until) {
      const status = await statusOf(`${client.url}${path}`, cookie);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: 200 }, visit));
  return statuses;
}

async function statusOf(url: string, cookie: string): Promise<string> {
  try {
    const answer = await fetch(url, { headers: { cookie } });
    await answer.arrayBuffer();
    return String(answer.status);
  } catch {
    return 'broken';
  }
}
