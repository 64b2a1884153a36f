import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '#lib/db/embedded/ports.ts';
import { allowLongUploads } from './allow-long-uploads.ts';

const limitMs = 200;

/** Sends a body that takes several times the server's limit; gives the answer's status and what the server read. */
async function uploadSlowly(): Promise<string> {
  const server = createServer(
    { requestTimeout: limitMs, connectionsCheckingInterval: 50 },
    async (incoming, response) => response.end(await text(incoming).catch(() => 'cut off')),
  );
  const port = await freePort(0);
  server.listen({ port, host: '127.0.0.1' });
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const upload = request({ host: '127.0.0.1', port, method: 'POST', agent: false });
  const answered = once(upload, 'response');
  upload.write('first');
  await Promise.race([answered, pause(limitMs * 4)]);
  upload.end(' and last');
  const [answer] = await answered;
  return `${answer.statusCode} ${await text(answer)}`;
}

test('a body that arrives slowly is read to its end', async () => {
  expect(await uploadSlowly()).toBe('408 ');
  allowLongUploads();
  expect(await uploadSlowly()).toBe('200 first and last');
});
