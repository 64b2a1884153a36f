/** Sends a file to the import route and follows what becomes of it. */
import type { ImportMessage, ImportReport } from '#lib/imports/schemas.ts';
import type { Failure } from '#lib/result.ts';

/** `sent`: the part of the file that is under way or done, 0 to 1. `rowsRead` is known once the server says so. */
export type SendProgress = { sent: number; rowsRead: number };

/**
 * Rejects with an Error whose message is for the person. XMLHttpRequest, because fetch tells nothing of how much of
 * a body has been sent.
 */
export function sendFile(
  file: File,
  signal: AbortSignal,
  onProgress: (progress: SendProgress) => void,
): Promise<ImportReport> {
  const request = new XMLHttpRequest();
  const progress: SendProgress = { sent: 0, rowsRead: 0 };
  const { promise, resolve, reject } = Promise.withResolvers<ImportReport>();
  signal.addEventListener('abort', () => request.abort());
  request.upload.onprogress = (event) => {
    progress.sent = event.lengthComputable && event.total > 0 ? event.loaded / event.total : 0;
    onProgress({ ...progress });
  };
  request.onprogress = () => {
    const latest = readMessages(request.responseText).findLast(({ kind }) => kind === 'progress');
    if (latest?.kind === 'progress') progress.rowsRead = latest.progress.rowsRead;
    onProgress({ ...progress });
  };
  request.onload = () => {
    if (request.status !== 200) return reject(new Error(wordsOf(request)));
    const last = readMessages(request.responseText).at(-1);
    if (last?.kind === 'report') return resolve(last.report);
    reject(new Error(last?.kind === 'failure' ? last.message : brokenOff));
  };
  request.onerror = () => reject(new Error(brokenOff));
  request.onabort = () => reject(new Error('Stopped. What was loaded until then stays.'));
  request.open('POST', '/api/imports');
  request.setRequestHeader('content-type', 'text/csv');
  request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
  request.send(file);
  return promise;
}

const brokenOff = 'The connection broke off. What was loaded until then stays; load the file again.';

/** Whole lines only: the last one may still be on its way. */
function readMessages(text: string): ImportMessage[] {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines.filter((line) => line !== '').map(parseMessage);
}

/** Route and page are one release: each line is a message as the route writes it. */
function parseMessage(line: string): ImportMessage {
  return JSON.parse(line) as ImportMessage;
}

/** A refusal's body is `{ error: Failure }`; anything else came from something in between. */
function wordsOf(request: XMLHttpRequest): string {
  try {
    const body: { error?: Failure } = JSON.parse(request.responseText);
    if (body.error) return body.error.message;
  } catch {
    // Said below.
  }
  return `Tagdesk answered with the status ${request.status}. Try again.`;
}
