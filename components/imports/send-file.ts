import { nameOfDelimiter, type SaidForm } from '#lib/shared/csv.ts';
import type { ImportChoices, ImportLook, ImportMessage, ImportReport } from '#lib/shared/imports.ts';
import type { Failure } from '#lib/shared/result.ts';

/** `sent`: 0 to 1. `rowsRead`: once the server says so. */
export type SendProgress = { sent: number; rowsRead: number };

type Watch = (progress: SendProgress) => void;

/** `form`: encoding and delimiter, if given. */
export type ChosenFile = { file: File; form: SaidForm; choices: ImportChoices };

/** Rejects with an Error whose message is for people. */
export async function sendFile(
  chosen: ChosenFile,
  signal: AbortSignal,
  onProgress: Watch,
): Promise<ImportReport> {
  const loss = { kept: 'What was loaded until then stays', cure: 'load the file again' };
  const last = await send('/api/imports', chosen, signal, onProgress, loss);
  return last.kind === 'report' ? last.report : refuse(last, loss);
}

/** A dry run. Rejects as `sendFile`. */
export async function lookAtFile(
  chosen: ChosenFile,
  signal: AbortSignal,
  onProgress: Watch,
): Promise<ImportLook> {
  const loss = { kept: 'Nothing was loaded', cure: 'choose the file again' };
  const last = await send('/api/imports?look=1', chosen, signal, onProgress, loss);
  return last.kind === 'look' ? last.look : refuse(last, loss);
}

/** When it ends in the middle: what was loaded, and what to do. */
type Loss = { kept: string; cure: string };

function refuse(last: ImportMessage, loss: Loss): never {
  throw new Error(last.kind === 'failure' ? last.message : formatBrokenOff(loss));
}

function formatBrokenOff({ kept, cure }: Loss): string {
  return `The connection broke off. ${kept}; ${cure}.`;
}

/** Gives the last message. XMLHttpRequest: fetch has no upload progress. */
function send(
  path: string,
  { file, form, choices }: ChosenFile,
  signal: AbortSignal,
  onProgress: Watch,
  loss: Loss,
): Promise<ImportMessage> {
  const request = new XMLHttpRequest();
  const progress: SendProgress = { sent: 0, rowsRead: 0 };
  const { promise, resolve, reject } = Promise.withResolvers<ImportMessage>();
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
    if (last) resolve(last);
    else reject(new Error(formatBrokenOff(loss)));
  };
  request.onerror = () => reject(new Error(formatBrokenOff(loss)));
  request.onabort = () => reject(new Error(`Stopped. ${loss.kept}.`));
  request.open('POST', path);
  request.setRequestHeader('content-type', 'text/csv');
  request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
  if (form.encoding) request.setRequestHeader('x-file-encoding', form.encoding);
  if (form.delimiter) request.setRequestHeader('x-file-delimiter', nameOfDelimiter(form.delimiter));
  const before = new Blob([JSON.stringify(choices)]);
  request.setRequestHeader('x-file-choices', String(before.size));
  request.send(new Blob([before, file]));
  return promise;
}

/** The last line may be incomplete. */
function readMessages(text: string): ImportMessage[] {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines.filter((line) => line !== '').map(parseMessage);
}

/** Route and page are one release: the message has this shape. */
function parseMessage(line: string): ImportMessage {
  return JSON.parse(line) as ImportMessage;
}

/** `{ error: Failure }`; anything else came from a proxy. */
function wordsOf(request: XMLHttpRequest): string {
  try {
    const body: { error?: Failure } = JSON.parse(request.responseText);
    if (body.error) return body.error.message;
  } catch {
    // Reported below.
  }
  return `Tagdesk answered with the status ${request.status}. Try again.`;
}
