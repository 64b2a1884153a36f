/**
 * A file that arrives as the body of a POST: `x-file-name` is its name, percent-encoded; `x-file-encoding` and
 * `x-file-delimiter` say how it is written, where somebody says it.
 */

import { readSaidForm } from '#lib/csv/read-said-form.ts';
import type { SaidForm } from '#lib/csv/schemas.ts';
import { AppError } from '#lib/errors.ts';
import { processSettings } from '#lib/runtime.ts';
import { limitBytes } from './limit-bytes.ts';

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
