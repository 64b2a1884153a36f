/** A client that sends a byte a second and never comes to an end. */
import { connect } from 'node:net';

/** `answer`: all that came back until the server closed the connection, after `seconds`. */
export type SlowEnd = { answer: string; seconds: number };

/** Announces a body of 100,000 bytes and drips it; resolves when the server has had enough of it. */
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
  // A byte that was on its way when the server closed is answered with a reset.
  socket.on('error', () => {});
  return new Promise((resolve) => {
    socket.once('close', () => {
      clearInterval(drip);
      resolve({ answer, seconds: (Date.now() - begun) / 1000 });
    });
  });
}
