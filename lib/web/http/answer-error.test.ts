import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { requestIdHeader } from '#lib/platform/log/request-context.ts';
import { freePort } from '#lib/tooling/embedded-postgres/ports.ts';
import { answerError, followAnswer } from './answer-error.ts';

const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

/** As Next does, in pieces. */
function fail(response: ServerResponse): void {
  if (!response.headersSent) {
    response.setHeader('content-type', 'text/html');
    response.statusCode = 500;
  }
  response.write('<html id="__next_error__">');
  response.end('</html>');
}

/** Fails by `error`, before or after answering began. Gives its address. */
async function startServer(error: Error, hasBegun = false): Promise<string> {
  const server = createServer((request, response) => {
    request.headers[requestIdHeader] = `request-${request.url}`;
    followAnswer(request, response);
    if (hasBegun) response.write('begun');
    answerError(error, request.headers);
    fail(response);
  });
  const port = await freePort(0);
  server.listen(port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${port}`;
}

test('a database that is away is 503 with words, whatever the server goes on to write', async () => {
  const url = await startServer(away);
  for (const path of ['/users', '/runs']) {
    const answer = await fetch(`${url}${path}`, { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    const body = await answer.text();
    expect(body).toContain('database cannot be reached');
    expect(body).not.toContain('__next_error__');
  }
});

test('any other fault is the server’s to answer', async () => {
  const answer = await fetch(await startServer(new TypeError('x is not a function')));
  expect([answer.status, await answer.text()]).toEqual([500, '<html id="__next_error__"></html>']);
});

test('an answer that has begun goes on as it is', async () => {
  const url = await startServer(away, true);
  const answer = await fetch(url).then((one) => one.text());
  expect(answer).toMatch(/^begun/);
  expect(answer).not.toContain('database');
});
