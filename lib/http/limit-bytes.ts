/** Ends a body that is longer than it may be, whatever its header said. */
import { AppError } from '#lib/errors.ts';

const bytesPerMegabyte = 1024 * 1024;

/**
 * The body, or an error in its place once more than `most` bytes came. Throws AppError `too-large` at once when the
 * request says beforehand that it is longer.
 */
export function limitBytes(
  body: AsyncIterable<Uint8Array>,
  announced: string | null,
  most: number,
): AsyncGenerator<Uint8Array> {
  if (Number(announced ?? 0) > most) throw tooLarge(most);
  return counted(body, most);
}

async function* counted(body: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > most) throw tooLarge(most);
    yield part;
  }
}

function tooLarge(most: number): AppError {
  const message = `The file is longer than ${Math.floor(most / bytesPerMegabyte).toLocaleString('en')} MiB, the most that Tagdesk takes. Split it.`;
  return new AppError('too-large', message, { file: message });
}
