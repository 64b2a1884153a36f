import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Exchange } from './contract.ts';
import { createHttp, type Http } from './http.ts';

const cleanUp: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function listen(server: Server): Promise<number> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => open.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function connect(baseUrl: string, timeoutMs = 1_000): Http {
  const pace = { perSecond: 1_000, concurrent: 4, timeoutMs };
  const http = createHttp({ provider: 'vero', label: 'Vero', baseUrl, pace, secrets: ['s3cret'] });
  cleanUp.push(http.close);
  return http;
}

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(answer))}`;
}

test('the base URL may carry a prefix and a slash at its end', async () => {
  const asked: string[] = [];
  const url = await serve(({ url: path = '' }, response) => {
    asked.push(path);
    response.end('{}');
  });
  await connect(`${url}/deep/prefix//`).send(
    { method: 'GET', path: '/users', query: { 'page[number]': '1' } },
    [],
  );
  expect(asked).toEqual(['/deep/prefix/users?page%5Bnumber%5D=1']);
});

test('an answer keeps nothing that a database would refuse', async () => {
  // The cut goes through the middle of an emoji.
  const url = await serve((_, response) => response.end(`nul \0${' '.repeat(3_994)}🎉`));
  const trail: Exchange[] = [];
  await expect(connect(url).send({ method: 'GET', path: '/' }, trail)).rejects.toThrow('usual reply');
  expect(trail[0]?.answer).toBe(`nul \uFFFD${' '.repeat(3_994)}\uFFFD`);
});

test('an exchange tells the whole call, with bodies cut and secrets out', async () => {
  const url = await serve((_, response) => {
    response.statusCode = 201;
    response.end(JSON.stringify({ echo: 's3cret', text: 'a'.repeat(10_000) }));
  });
  const trail: Exchange[] = [];
  await connect(url).send(
    { method: 'POST', path: '/x', query: { token: 's3cret' }, json: { b: 's3cret' } },
    trail,
  );
  const [exchange] = trail;
  expect(exchange).toMatchObject({
    method: 'POST',
    url: `${url}/x?token=[redacted]`,
    body: '{"b":"[redacted]"}',
    status: 201,
    error: null,
  });
  expect(exchange?.answer).toHaveLength(4_000);
  expect(exchange?.answer).toContain('"echo":"[redacted]"');
  expect(Date.parse(exchange?.at ?? '')).toBeGreaterThan(0);
});

test('a handshake that never ends was no call at all, and is not waited for again', async () => {
  const port = await listen(createTcpServer(() => {}));
  const trail: Exchange[] = [];
  const sending = connect(`https://127.0.0.1:${port}`, 1_900).send(
    { method: 'PUT', path: '/x', json: {} },
    trail,
  );
  await expect(sending).rejects.toMatchObject({ code: 'connection-failed', mayHaveApplied: false });
  expect(trail).toHaveLength(1);
});

test('an answer that stops half-way is a lost connection', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"status":');
    setImmediate(() => response.destroy());
  });
  const sending = connect(url).send({ method: 'PUT', path: '/x', json: {} }, []);
  await expect(sending).rejects.toMatchObject({ code: 'connection-lost', mayHaveApplied: true });
});

test('an answer that begins in time but does not end in time is a timeout', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200);
    response.write('{"status":');
  });
  const sending = connect(url, 150).send({ method: 'PUT', path: '/x', json: {} }, []);
  await expect(sending).rejects.toMatchObject({
    code: 'timeout',
    message: 'Vero did not answer within 0.15 s.',
  });
});

test('one provider’s pause leaves another alone', async () => {
  const url = await serve(({ url: path }, response) => {
    if (path === '/slow/x') response.writeHead(429, { 'retry-after': '30' });
    response.end('{}');
  });
  const paused = connect(`${url}/slow`);
  await expect(paused.send({ method: 'GET', path: '/x' }, [])).rejects.toMatchObject({
    code: 'rate-limited',
  });
  await expect(paused.send({ method: 'GET', path: '/y' }, [])).rejects.toMatchObject({
    code: 'rate-limited',
  });
  await expect(connect(`${url}/other`).send({ method: 'GET', path: '/x' }, [])).resolves.toMatchObject({
    status: 200,
  });
});
