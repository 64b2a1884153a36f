/** One connection, timed sequentially. */
import { Client } from 'undici';

export type TimedAnswer = {
  status: number;
  text: string;
  /** ms to the first and last byte of the body. */
  firstByteMs: number;
  totalMs: number;
};

export type TimedClient = {
  get(path: string): Promise<TimedAnswer>;
  post(path: string, body: string, headers: Record<string, string>): Promise<TimedAnswer>;
  close(): Promise<void>;
};

/** Statuses from 400 throw: a refusal must not count as speed. */
export function openTimedClient(url: string, cookie = ''): TimedClient {
  const client = new Client(url, { pipelining: 1 });
  const ask = async (
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body?: string,
  ) => {
    const startedAt = performance.now();
    const answer = await client.request({
      method,
      path,
      headers: { ...(cookie ? { cookie } : {}), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    let firstByteMs = Number.NaN;
    const parts: Buffer[] = [];
    for await (const part of answer.body) {
      if (parts.length === 0) firstByteMs = performance.now() - startedAt;
      parts.push(part);
    }
    const totalMs = performance.now() - startedAt;
    const text = Buffer.concat(parts).toString();
    if (answer.statusCode >= 400) {
      throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text.slice(0, 300)}`);
    }
    return { status: answer.statusCode, text, firstByteMs, totalMs };
  };
  return {
    get: (path) => ask('GET', path, {}),
    post: (path, body, headers) => ask('POST', path, headers, body),
    close: () => client.close(),
  };
}
