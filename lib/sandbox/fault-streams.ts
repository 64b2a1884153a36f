import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import type { HeldResponses } from './held.ts';

const pieceObjects = 16_384;
const pieceText = '{},'.repeat(pieceObjects);
const usualMegabytes = 25;
const usualDripMs = 5;

/**
 * `large`: too long, valid JSON of tiny objects; `drip`: a space every few ms; `endless`: as fast as it is
 * taken. Resolves when over, or hung up.
 */
export async function pour(
  response: ServerResponse,
  fault: Pick<Fault, 'kind' | 'status' | 'delayMs' | 'megabytes'>,
  held: HeldResponses,
): Promise<void> {
  if (response.destroyed) return;
  response.writeHead(fault.status ?? 200, { 'content-type': 'application/json; charset=utf-8' });
  if (fault.kind === 'drip') {
    const timer = setInterval(() => response.write(' '), fault.delayMs ?? usualDripMs);
    await held.hold(response);
    clearInterval(timer);
    return;
  }
  const whole = fault.kind === 'large';
  let left = whole
    ? Math.ceil(((fault.megabytes ?? usualMegabytes) * 1_048_576) / pieceText.length)
    : Infinity;
  response.write('{"data":[');
  const flow = () => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(pieceText)) return;
    }
    if (!response.destroyed) response.end('{}]}');
  };
  response.on('drain', flow);
  flow();
  await held.hold(response);
}
