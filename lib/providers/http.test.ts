import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Exchange } from './exchange.ts';
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
  // The cut splits an emoji.
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

/** Repeats `piece` until the caller hangs up; tells whether it did. */
async function serveEndless(piece: string, status = 200, everyMs: number | null = null) {
  const hungUp = Promise.withResolvers<void>();
  const url = await serve((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    const timer = everyMs === null ? null : setInterval(() => response.write(piece), everyMs);
    const pour = () => {
      while (!response.destroyed && response.write(piece));
    };
    if (!timer) {
      response.on('drain', pour);
      pour();
    }
    response.on('close', () => {
      if (timer) clearInterval(timer);
      hungUp.resolve();
    });
  });
  return { url, hungUp: hungUp.promise };
}

test.each([
  ['bytes', 'a'.repeat(60_000)],
  ['tiny objects', '{},'.repeat(20_000)],
])('an endless answer of %s is hung up on and says nothing', async (_, piece) => {
  const { url, hungUp } = await serveEndless(piece);
  const trail: Exchange[] = [];
  const sending = connect(url, 20_000).send({ method: 'PUT', path: '/x', json: {} }, trail);
  await expect(sending).rejects.toMatchObject({ code: 'oversized', mayHaveApplied: true, retryable: false });
  await hungUp;
  expect(trail).toMatchObject([{ status: 200, answer: piece.repeat(3).slice(0, 4_000) }]);
});

test('the limit of an answer can be set', async () => {
  const url = await serve((_, response) => response.end(JSON.stringify({ text: 'a'.repeat(2_000) })));
  const pace = { perSecond: 1_000, concurrent: 4, timeoutMs: 1_000, maxAnswerBytes: 1_000 };
  const http = createHttp({ provider: 'vero', label: 'Vero', baseUrl: url, pace, secrets: [] });
  cleanUp.push(http.close);
  await expect(http.send({ method: 'GET', path: '/' }, [])).rejects.toMatchObject({ code: 'oversized' });
});

test('of an error only the beginning is read, and its status still counts', async () => {
  const { url, hungUp } = await serveEndless('{},'.repeat(20_000), 401);
  const sending = connect(url, 20_000).send({ method: 'PUT', path: '/x', json: {} }, []);
  await expect(sending).rejects.toMatchObject({ code: 'unauthorized', status: 401 });
  await hungUp;
});

test('an answer that drips is over at the deadline, however much it dripped', async () => {
  const { url, hungUp } = await serveEndless(' ', 200, 5);
  const sending = connect(url, 200).send({ method: 'PUT', path: '/x', json: {} }, []);
  await expect(sending).rejects.toMatchObject({ code: 'timeout', mayHaveApplied: true });
  await hungUp;
});

test('after answers that are too large the next ones are read as ever', async () => {
  const big = 'a'.repeat(1_500_000);
  const url = await serve(({ url: path }, response) => {
    response.end(path === '/over' ? big.repeat(20) : JSON.stringify({ big }));
  });
  const http = connect(url, 20_000);
  const over = Array.from({ length: 6 }, () => http.send({ method: 'GET', path: '/over' }, []));
  for (const { status } of await Promise.allSettled(over)) expect(status).toBe('rejected');
  const fine = Array.from({ length: 6 }, () => http.send({ method: 'GET', path: '/fine' }, []));
  for (const { json } of await Promise.all(fine)) expect(json).toEqual({ big });
});

test.each([3_990, 3_995, 3_999, 4_000, 4_010])(
  'a secret at %i of an answer is kept by no part',
  async (at) => {
    const text = `${'a'.repeat(at)}s3cret${'b'.repeat(10_000)}`;
    const url = await serve((_, response) => response.end(text));
    const trail: Exchange[] = [];
    await expect(connect(url).send({ method: 'GET', path: '/' }, trail)).rejects.toThrow('usual reply');
    expect(trail[0]?.answer).not.toContain('s3');
    expect(trail[0]?.answer?.length).toBeGreaterThanOrEqual(Math.min(at, 4_000));
  },
);

test('a stream is handed on as it comes, beyond the limit of usual answers, and only its beginning is kept', async () => {
  const piece = '{"id":"s3cret"},'.repeat(4_000);
  const url = await serve((_, response) => response.end(piece.repeat(500)));
  const trail: Exchange[] = [];
  const bytes = await connect(url).stream({ method: 'GET', path: '/' }, trail, {
    maxBytes: 64_000_000,
    timeoutMs: 20_000,
    consume: async (chunks) => {
      let seen = 0;
      for await (const chunk of chunks) seen += chunk.byteLength;
      return seen;
    },
  });
  expect(bytes).toBe(piece.length * 500);
  expect(trail).toMatchObject([{ status: 200, error: null }]);
  expect(trail[0]?.answer).toBe('{"id":"[redacted]"},'.repeat(200).slice(0, 4_000));
});

test('a stream has a limit and a deadline of its own, names its breaks, and may be left early', async () => {
  const endless = await serveEndless('[1],'.repeat(5_000));
  const slow = await serveEndless(' ', 200, 5);
  const all = async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const _ of chunks);
  };
  const call = { method: 'GET', path: '/' } as const;
  const most = { maxBytes: 1_000_000, timeoutMs: 10_000 };
  await expect(connect(endless.url).stream(call, [], { ...most, consume: all })).rejects.toMatchObject({
    code: 'oversized',
  });
  await expect(
    connect(slow.url, 10_000).stream(call, [], { ...most, timeoutMs: 100, consume: all }),
  ).rejects.toMatchObject({ code: 'timeout' });
  const first = connect(endless.url).stream(call, [], {
    ...most,
    consume: async (chunks) => {
      for await (const chunk of chunks) return chunk.byteLength;
    },
  });
  await expect(first).resolves.toBeGreaterThan(0);
  await Promise.all([endless.hungUp, slow.hungUp]);
});

test('a refusal of a stream is an error as everywhere, and is not handed on', async () => {
  const url = await serve((_, response) => {
    response.statusCode = 404;
    response.end('{}');
  });
  const streaming = connect(url).stream({ method: 'GET', path: '/' }, [], {
    maxBytes: 1_000,
    timeoutMs: 1_000,
    consume: () => Promise.reject(new Error('handed on')),
  });
  await expect(streaming).rejects.toMatchObject({ code: 'not-found' });
});

test('what a stream’s reader throws of its own is thrown on', async () => {
  const url = await serve((_, response) => response.end('[]'));
  const streaming = connect(url).stream({ method: 'GET', path: '/' }, [], {
    maxBytes: 1_000,
    timeoutMs: 1_000,
    consume: () => Promise.reject(new RangeError('mine')),
  });
  await expect(streaming).rejects.toThrow(RangeError);
});
