/** Vero's webhooks over HTTP into a database of one's own. For tests only. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { vi } from 'vitest';
import { rotateInbound } from '#lib/domain/inbound/rotate-inbound.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { InboundState } from '#lib/shared/inbound.ts';
import { answerInbound } from '#lib/web/answer-inbound.ts';
import type { TestEnvironment } from './test-environment.ts';

export type InboundPlace = {
  /** Of the address that was made. */
  url: string;
  post(body: string | object, url?: string): Promise<Response>;
  stop(): Promise<void>;
};

/** As the route does, by the same function. */
export async function openInbound({ context }: TestEnvironment): Promise<InboundPlace> {
  vi.stubEnv('TAGDESK_SECRET', 'a-secret-of-the-test-with-32-characters');
  const server = createServer((incoming, outgoing) => {
    const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const request = new Request(`http://localhost${incoming.url}`, {
      method: 'POST',
      headers,
      body: Readable.toWeb(incoming) as ReadableStream,
      duplex: 'half',
    } as RequestInit);
    answerInbound(context.database, request, incoming.url?.split('/').at(-1) ?? '')
      .catch(() => new Response(null, { status: 500 }))
      .then(async (answer) => {
        outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
        outgoing.end(await answer.text());
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { path } = await rotateInbound(context, { provider: 'vero' });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `${origin}${path}`;
  return {
    url,
    post: (body, to = url) =>
      fetch(to, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const updated = (id: string | number, add: string[], remove: string[] = []) => ({
  type: 'user_updated',
  user: { id, email: `p${id}@example.com` },
  changes: { _tags: { add, remove } },
});

/** Oldest first. */
export function eventsOf(
  { context }: TestEnvironment,
  externalId?: string,
): Promise<{ state: InboundState; type: string; reason: string | null; externalId: string | null }[]> {
  const own = externalId === undefined ? sql`true` : sql`external_id = ${externalId}`;
  return runPlannedStatement(
    context.database,
    sql`select state, type, reason, external_id as "externalId" from inbound_events where ${own} order by id`,
  );
}
