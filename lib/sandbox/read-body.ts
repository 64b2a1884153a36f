import type { IncomingMessage } from 'node:http';

export class TooLarge extends Error {}

/** UTF-8. @throws TooLarge beyond `limit` bytes; the stream's error when the caller goes away. */
export function readBody(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) reject(new TooLarge(`The body exceeds ${limit} bytes`));
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });
}
