import type { Encoding, SaidEncoding } from '#lib/shared/csv.ts';

const marks: readonly { encoding: Encoding; bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];
const maxMarkBytes = 3;

/**
 * The text without its byte order mark, and its encoding: by the mark, as `said`, or UTF-8. Wrong bytes
 * become U+FFFD, reported at their cell.
 */
export async function openText(
  stream: AsyncIterable<Uint8Array>,
  said: SaidEncoding | null,
): Promise<{ encoding: Encoding; text: AsyncGenerator<string> }> {
  const bytes = stream[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array(0);
  // The mark may be split over chunks.
  while (head.length < maxMarkBytes) {
    const { done, value } = await bytes.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  const mark = marks.find((each) => each.bytes.every((byte, index) => head[index] === byte));
  const encoding = mark?.encoding ?? said ?? 'utf-8';
  const start = head.subarray(mark?.bytes.length ?? 0);
  return { encoding, text: decode(start, bytes, new TextDecoder(encoding, { ignoreBOM: true })) };
}

async function* decode(
  start: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
  decoder: TextDecoder,
): AsyncGenerator<string> {
  try {
    yield decoder.decode(start, { stream: true });
    for (let next = await rest.next(); !next.done; next = await rest.next())
      yield decoder.decode(next.value, { stream: true });
    yield decoder.decode();
  } finally {
    await rest.return?.();
  }
}
