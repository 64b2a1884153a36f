/** Bytes of a file as text. */

const utf16LittleEndian = [0xff, 0xfe];
const utf16BigEndian = [0xfe, 0xff];

/**
 * UTF-8, or UTF-16 where the file begins with its mark; the mark itself is dropped. Bytes that are neither become
 * U+FFFD, which the rows' check reports at its place.
 */
export async function* decodeText(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let held = new Uint8Array(0);
  for await (const bytes of stream) {
    if (decoder) {
      yield decoder.decode(bytes, { stream: true });
      continue;
    }
    // The mark may arrive in two pieces.
    held = Buffer.concat([held, bytes]);
    if (held.length < 2) continue;
    decoder = new TextDecoder(encodingOf(held));
    yield decoder.decode(held, { stream: true });
  }
  yield decoder ? decoder.decode() : new TextDecoder().decode(held);
}

function encodingOf(bytes: Uint8Array): string {
  const startsWith = (mark: number[]) => mark.every((byte, index) => bytes[index] === byte);
  if (startsWith(utf16LittleEndian)) return 'utf-16le';
  return startsWith(utf16BigEndian) ? 'utf-16be' : 'utf-8';
}
