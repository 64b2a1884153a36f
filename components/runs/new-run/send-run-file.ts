import { nameOfDelimiter, type SaidForm } from '#lib/shared/csv.ts';
import type { Failure } from '#lib/shared/result.ts';
import type { RunUpload } from '#lib/shared/runs.ts';

const brokenOff = 'The connection broke off before Tagdesk said that it has the file. Choose it again.';

/**
 * `form`: encoding and delimiter, if given. Rejects with an Error for people. `onProgress`: 0 to 1.
 * XMLHttpRequest: fetch has no upload progress.
 */
export function sendRunFile(
  file: File,
  form: SaidForm,
  signal: AbortSignal,
  onProgress: (sent: number) => void,
): Promise<RunUpload> {
  const request = new XMLHttpRequest();
  const { promise, resolve, reject } = Promise.withResolvers<RunUpload>();
  signal.addEventListener('abort', () => request.abort());
  request.upload.onprogress = (event) => {
    if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
  };
  request.onload = () => {
    const body = parse(request.responseText);
    if (request.status === 200 && isUpload(body)) resolve(body);
    else reject(new Error(wordsOf(body) ?? `Tagdesk answered with the status ${request.status}. Try again.`));
  };
  request.onerror = () => reject(new Error(brokenOff));
  request.onabort = () => reject(new Error('Stopped. Choose the file again.'));
  request.open('POST', '/api/runs/uploads');
  request.setRequestHeader('content-type', 'text/csv');
  request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
  if (form.encoding) request.setRequestHeader('x-file-encoding', form.encoding);
  if (form.delimiter) request.setRequestHeader('x-file-delimiter', nameOfDelimiter(form.delimiter));
  request.send(file);
  return promise;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Route and page are one release: what has an upload's id is one. */
function isUpload(body: unknown): body is RunUpload {
  return typeof body === 'object' && body !== null && 'uploadId' in body;
}

function wordsOf(body: unknown): string | null {
  const refused = typeof body === 'object' && body !== null && 'error' in body;
  return refused ? (body.error as Failure).message : null;
}
