import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freePort } from '#lib/tooling/embedded-postgres/ports.ts';
import { type Child, startChild } from './child.ts';
import { keepRunning } from './restart-on-exit.ts';

const folder = mkdtempSync(join(tmpdir(), 'tagdesk-kept-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function endable(): { child: Child; end: () => void } {
  const ended = Promise.withResolvers<string>();
  const end = () => ended.resolve('code 1');
  const child: Child = { pid: 1, ended: ended.promise, openOutput() {}, stop: async () => end() };
  return { child, end };
}

test('a child that dies comes back, and stays away once it was stopped', async () => {
  const started: ReturnType<typeof endable>[] = [];
  const kept = keepRunning('worker', () => {
    const next = endable();
    started.push(next);
    return next.child;
  });
  started[0]?.end();
  await expect.poll(() => started.length, { timeout: 3000 }).toBe(2);
  await kept.stop(100);
  expect(await started[1]?.child.ended).toBe('code 1');
  expect(started).toHaveLength(2);
});

/** Answers its process number. */
const program = join(folder, 'serve.mjs');
writeFileSync(
  program,
  `import { createServer } from 'node:http';
   createServer((_, answer) => answer.end(String(process.pid))).listen(Number(process.argv[2]), '127.0.0.1');`,
);
const answerAt = (port: number) =>
  fetch(`http://127.0.0.1:${port}`).then(
    (answer) => answer.text(),
    () => null,
  );

async function keepServer() {
  const port = await freePort(0);
  if (port === null) throw new Error('There is no free port.');
  const children: Child[] = [];
  const kept = keepRunning('server', () => {
    const child = startChild({
      name: 'server',
      parameters: [program, String(port)],
      environment: process.env,
      holdOutput: true,
    });
    children.push(child);
    return child;
  });
  await expect.poll(() => answerAt(port), { timeout: 10_000 }).toBe(String(children[0]?.pid));
  return { port, kept, children };
}

test('a server that is killed serves again within seconds, as another process', async () => {
  const { port, kept, children } = await keepServer();
  process.kill(children[0]?.pid ?? 0, 'SIGKILL');
  const first = String(children[0]?.pid);
  await expect
    .poll(() => answerAt(port), { timeout: 10_000 })
    .not.toSatisfy((pid) => pid === null || pid === first);
  expect(await answerAt(port)).toBe(String(children[1]?.pid));
  await kept.stop(2_000);
  expect(await answerAt(port)).toBeNull();
  expect(children).toHaveLength(2);
}, 30_000);

test('while somebody else has its port it is tried ever more rarely, and serves when the port is free', async () => {
  const { port, kept, children } = await keepServer();
  process.kill(children[0]?.pid ?? 0, 'SIGKILL');
  const rival = createServer((socket) => socket.destroy());
  await expect
    .poll(
      () =>
        new Promise<boolean>((resolve) => {
          rival.once('error', () => resolve(false));
          rival.listen(port, '127.0.0.1', () => resolve(true));
        }),
      { interval: 10, timeout: 5_000 },
    )
    .toBe(true);
  const takenAt = Date.now();
  await expect.poll(() => children.length, { timeout: 15_000 }).toBe(4);
  // After pauses of 0.5, 1 and 2 s.
  expect(Date.now() - takenAt).toBeGreaterThan(3_000);
  await new Promise((resolve) => rival.close(resolve));
  await expect.poll(() => answerAt(port), { timeout: 15_000 }).toBe(String(children.at(-1)?.pid));
  await kept.stop(2_000);
}, 45_000);
