/** For the web server of the same instance, over a local socket readable by this user only. */
import { chmodSync, rmSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { buffer } from 'node:stream/consumers';
// JSON has no NaN, which is what a process without a measured delay tells.
import { deserialize, serialize } from 'node:v8';
import { type ProcessMetrics, processMetrics } from './registry.ts';
import { socketVariable } from './socket.ts';

const timeoutMs = 1_000;

/** Until the returned function is called. A socket that fails is reported, not thrown. */
export function showWorkerMetrics(onError: (error: unknown) => void): () => void {
  const path = process.env[socketVariable];
  if (!path) return () => undefined;
  // Left by a worker that was killed.
  if (process.platform !== 'win32') rmSync(path, { force: true });
  const server = createServer((_, response) => {
    processMetrics()
      .registry.getMetricsAsJSON()
      .then((metrics) => response.end(serialize(metrics)))
      .catch(() => response.writeHead(500).end());
  });
  server.on('error', onError);
  server.listen(path, () => {
    if (process.platform !== 'win32') chmodSync(path, 0o600);
  });
  server.unref();
  return () => void server.close();
}

/** From the worker of this instance; null: no worker, or no answer in time. */
export function readWorkerMetrics(): Promise<ProcessMetrics | null> {
  const socketPath = process.env[socketVariable];
  if (!socketPath) return Promise.resolve(null);
  const { promise, resolve } = Promise.withResolvers<ProcessMetrics | null>();
  const request = get({ socketPath, path: '/', timeout: timeoutMs, agent: false }, (response) => {
    buffer(response)
      .then((body) => resolve(response.statusCode === 200 ? deserialize(body) : null))
      .catch(() => resolve(null));
  });
  request.on('timeout', () => request.destroy());
  request.on('error', () => resolve(null));
  return promise;
}
