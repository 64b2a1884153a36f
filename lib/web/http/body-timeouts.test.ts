import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { freePort } from '#lib/tooling/embedded-postgres/ports.ts';
import { timeBodies } from './body-timeouts.ts';

const bodyMs = 200;

beforeAll(() => timeBodies(60_000, bodyMs));

/** Answers with what it read; paths with `refused` are not read. */
async function startServer(): Promise<number> {
  const server = createServer(
    { requestTimeout: bodyMs, connectionsCheckingInterval: 50 },
    async (asked, answer) => {
      if (asked.url?.includes('refused')) return answer.writeHead(401).end('refused');
      return answer.end(await text(asked).catch(() => 'cut off'));
    },
  );
  const port = await freePort(0);
  server.listen({ port, host: '127.0.0.1' });
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return port ?? 0;
}

/** Begins a body, sends the rest after `ms`, or never. Gives the answer and the closing time. */
async function send(port: number, path: string, ms: number | null) {
  const begun = Date.now();
  const upload = request({ host: '127.0.0.1', port, method: 'POST', path, agent: false });
  const closed = new Promise<number>((resolve) => {
    upload.on('socket', (socket) => socket.once('close', () => resolve(Date.now() - begun)));
  });
  // The connection is cut during the upload.
  upload.on('error', () => {});
  const answered = once(upload, 'response');
  upload.write('first');
  if (ms !== null) void pause(ms).then(() => upload.end(' and last'));
  const [answer] = await answered;
  return { status: answer.statusCode, words: await text(answer), closed };
}

test('a body that does not arrive in time is answered with 408 and its connection ends', async () => {
  const { status, words, closed } = await send(await startServer(), '/users', null);
  expect([status, words]).toEqual([408, '']);
  expect(await closed).toBeGreaterThanOrEqual(bodyMs - 5);
});

test('one that takes its time but keeps within it is read', async () => {
  expect(await send(await startServer(), '/users', bodyMs / 4)).toMatchObject({
    status: 200,
    words: 'first and last',
  });
});

test.each(['/api/imports', '/api/runs/uploads?name=a'])('a file at %s may arrive slowly', async (path) => {
  expect(await send(await startServer(), path, bodyMs * 4)).toMatchObject({
    status: 200,
    words: 'first and last',
  });
});

test.each(['/api/imports/', '//api/imports', '/x/api/imports', '/api/imports/x'])(
  'only the routes of files themselves: %s',
  async (path) => {
    expect((await send(await startServer(), path, null)).status).toBe(408);
  },
);

test('a file that was refused is not waited for', async () => {
  const { status, words, closed } = await send(await startServer(), '/api/imports?refused', null);
  expect([status, words]).toEqual([401, 'refused']);
  expect(await closed).toBeLessThan(bodyMs * 20);
});
