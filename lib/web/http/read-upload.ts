/**
 * A file that arrives as the body of a POST: `x-file-name` is its name, percent-encoded; `x-file-encoding` and
 * `x-file-delimiter` say how it is written, where somebody says it.
 */

import { readSaidForm } from '#lib/platform/csv/read-said-form.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import type { SaidForm } from '#lib/shared/csv.ts';
import { AppError } from '#lib/shared/errors.ts';

/** Throws AppError `invalid` without a body, `too-large` for one that is too long; the stream may still end in the latter. */
export function readUpload(request: Request): {
  fileName: string;
  stream: AsyncIterable<Uint8Array>;
  form: SaidForm;
} {
  if (!request.body) throw new AppError('invalid', 'The file is empty.', { file: 'The file is empty.' });
  const { importBytes } = processSettings().limits;
  return {
    form: readSaidForm({
      encoding: request.headers.get('x-file-encoding'),
      delimiter: request.headers.get('x-file-delimiter'),
    }),
    fileName: decoded(request.headers.get('x-file-name') ?? ''),
    stream: limitBytes(request.body, request.headers.get('content-length'), importBytes),
  };
}

function decoded(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}

/** Ends a body that is longer than it may be, whatever its header said. */
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
