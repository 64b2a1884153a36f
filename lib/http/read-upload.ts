/** A file that arrives as the body of a POST: `x-file-name` is its name, percent-encoded. */
import { AppError } from '#lib/errors.ts';
import { processSettings } from '#lib/runtime.ts';
import { limitBytes } from './limit-bytes.ts';

/** Throws AppError `invalid` without a body, `too-large` for one that is too long; the stream may still end in the latter. */
export function readUpload(request: Request): { fileName: string; stream: AsyncIterable<Uint8Array> } {
  if (!request.body) throw new AppError('invalid', 'The file is empty.', { file: 'The file is empty.' });
  const { importBytes } = processSettings().limits;
  return {
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
