/** A reverse proxy before several instances: round robin, skipping dead ones. */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

export type Proxy = { url: string; stop(): Promise<void> };

/** Sends a request to that instance (0, 1, …) while it listens. */
export const pinHeader = 'x-instance';

export async function startProxy(port: number, ports: readonly number[]): Promise<Proxy> {
  const agent = new Agent({ keepAlive: false });
  let turn = 0;

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await readAll(incoming);
    const pinned = incoming.headers[pinHeader];
    const first = pinned === undefined ? turn++ : Number(pinned);
    for (let tries = 0; tries < ports.length; tries += 1) {
      const target = ports[(first + tries) % ports.length];
      if (await passOn({ incoming, outgoing, body, target, agent })) return;
    }
    outgoing.writeHead(502).end();
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://localhost:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

type Passing = {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  body: Buffer;
  target: number | undefined;
  agent: Agent;
};

/** False: ask another one, since nobody listens or a read broke off. A write is not repeated. */
function passOn({ incoming, outgoing, body, target, agent }: Passing): Promise<boolean> {
  return new Promise((resolve) => {
    const { method, url, headers } = incoming;
    const onward = request({ host: '127.0.0.1', port: target, method, path: url, headers, agent });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.on('error', () => outgoing.destroy());
      resolve(true);
    });
    onward.on('error', (error) => {
      const refused = 'code' in error && error.code === 'ECONNREFUSED';
      if (refused || (method === 'GET' && !outgoing.headersSent)) return resolve(false);
      // As real proxies do: browsers repeat what a reused connection broke off unanswered.
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
      resolve(true);
    });
    onward.end(body);
  });
}
