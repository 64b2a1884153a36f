/** A client that sends a byte a second without end. */
import { connect } from 'node:net';

/** `answer`: until the server closed, after `seconds`. */
export type SlowEnd = { answer: string; seconds: number };

/** Announces 100,000 bytes; resolves when the server closes. */
export function dripBody(port: number, path: string, headers: Record<string, string>): Promise<SlowEnd> {
  const begun = Date.now();
  const socket = connect(port, '127.0.0.1');
  const lines = Object.entries({ host: 'tags.example', 'content-length': '100000', ...headers });
  socket.write(
    `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
  );
  const drip = setInterval(() => socket.write('x'), 1_000);
  let answer = '';
  socket.on('data', (bytes) => {
    answer += bytes.toString();
  });
  // A byte in flight when the server closed is answered with a reset.
  socket.on('error', () => {});
  return new Promise((resolve) => {
    socket.once('close', () => {
      clearInterval(drip);
      resolve({ answer, seconds: (Date.now() - begun) / 1000 });
    });
  });
}
