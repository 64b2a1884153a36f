/**
 * A file as a POST body: `x-file-name` (percent-encoded), optional `x-file-encoding` and `x-file-delimiter`;
 * `x-file-choices`: how many bytes of JSON come before the file.
 */

import { readSaidForm } from '#lib/platform/csv/read-said-form.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import type { SaidForm } from '#lib/shared/csv.ts';
import { AppError } from '#lib/shared/errors.ts';

/** Throws AppError `invalid` (no body), `too-large`; the stream may still end in the latter. */
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

/** Larger ones are no choices that somebody made. */
const maxChoiceBytes = 4 * 1024 * 1024;

/** What is said about the file, not checked yet; null: nothing. Throws AppError `invalid` for what is no JSON. */
export async function takeChoices(
  headers: Headers,
  stream: AsyncIterable<Uint8Array>,
): Promise<{ choices: unknown; stream: AsyncIterable<Uint8Array> }> {
  const said = headers.get('x-file-choices');
  if (said === null) return { choices: null, stream };
  const length = Number(said);
  if (!/^\d{1,7}$/.test(said) || length > maxChoiceBytes) throw unreadable();
  const parts = stream[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < length) {
    const { done, value } = await parts.next();
    if (done) throw unreadable();
    head = Buffer.concat([head, value]);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head.subarray(0, length));
    const choices: unknown = JSON.parse(text);
    return { choices, stream: joined(head.subarray(length), parts) };
  } catch {
    throw unreadable();
  }
}

async function* joined(start: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield start;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function unreadable(): AppError {
  return new AppError('invalid', 'The choices before the file cannot be read.');
}

function decoded(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}

const bytesPerMegabyte = 1024 * 1024;

/** The stream fails after `most` bytes. Throws AppError `too-large` at once for a larger Content-Length. */
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
