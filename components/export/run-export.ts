/** Fetches the file so that progress can be shown. Loaded on first use. */

import { failureOf } from '#components/read-json.ts';
import { countOf, formatCount } from '#components/ui/count.ts';
import { showToast } from '#components/ui/toast-store.ts';
import { currentExport, setExport } from './export-job.ts';

/** Collected into parts of this size: browsers keep large blobs outside the page's memory. */
const partBytes = 4_000_000;
const shownEveryMs = 150;

type Received = { file: Blob; name: string; rows: number; total: number | null };

/** Does nothing while an export runs. Never throws: errors are announced. */
export async function runExport(address: string, noun: string): Promise<void> {
  if (currentExport()) return;
  const stop = new AbortController();
  setExport({ rows: 0, total: null, started: false, cancel: () => stop.abort() });
  try {
    const received = await receive(address, stop);
    save(received);
    showToast({ text: formatExported(received, noun), detail: formatLack(address), tone: 'ok' });
  } catch (error) {
    const soFar = formatCount(currentExport()?.rows ?? 0);
    showToast(
      stop.signal.aborted
        ? { text: `Export cancelled after ${soFar} ${noun}s`, detail: 'Nothing was saved.' }
        : {
            text: error instanceof Refusal ? error.message : `The export broke off after ${soFar} ${noun}s`,
            detail: error instanceof Refusal ? undefined : 'Nothing was saved. Try again.',
            tone: 'danger',
          },
    );
  } finally {
    setExport(null);
  }
}

class Refusal extends Error {}

async function receive(address: string, stop: AbortController): Promise<Received> {
  const response = await fetch(address, { signal: stop.signal });
  if (!response.ok || !response.body) {
    const refused = failureOf(await response.json().catch(() => null));
    throw new Refusal(refused?.message ?? `The export was answered with the status ${response.status}.`);
  }
  const told = response.headers.get('x-tagdesk-rows');
  const total = told === null ? null : Number(told);
  const count = createRecordCount();
  const parts: Blob[] = [];
  let pending: Uint8Array<ArrayBuffer>[] = [];
  let pendingBytes = 0;
  let records = 0;
  let shownAt = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (value) {
      records = count(value);
      pending.push(value);
      pendingBytes += value.byteLength;
    }
    if (done || pendingBytes > partBytes) {
      parts.push(new Blob(pending));
      pending = [];
      pendingBytes = 0;
    }
    if (performance.now() - shownAt > shownEveryMs) {
      shownAt = performance.now();
      setExport({ rows: rowsIn(records), total, started: true, cancel: () => stop.abort() });
    }
    if (done) break;
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const file = new Blob(parts, { type: 'text/csv;charset=utf-8' });
  return { file, name: name ?? 'export.csv', rows: rowsIn(records), total };
}

function rowsIn(records: number): number {
  return Math.max(0, records - 1);
}

function save({ file, name }: Received): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser takes the file over after the click, not with it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** What an import would miss with the chosen columns; undefined: nothing. */
function formatLack(address: string): string | undefined {
  const columns = new URLSearchParams(address.split('?')[1]).get('columns')?.split(',');
  if (!columns || columns.includes('identities')) return undefined;
  const who = columns.includes('email') ? 'people without an e-mail' : 'these people';
  return `Without the column Identities an import does not know ${who} again.`;
}

function formatExported({ rows, total }: Received, noun: string): string {
  const exported = `${countOf(rows, noun)} exported`;
  return total === null || rows === total
    ? exported
    : `${exported}; ${formatCount(total - rows)} were deleted meanwhile`;
}

/** Counts CSV records in chunks without parsing cells. */
const quote = 34;
const newline = 10;

/** Gives the records that have ended so far. Line ends in quotes do not count. */
export function createRecordCount(): (bytes: Uint8Array) => number {
  let count = 0;
  let quoted = false;
  return (bytes) => {
    for (const byte of bytes) {
      // A doubled quote toggles twice.
      if (byte === quote) quoted = !quoted;
      else if (byte === newline && !quoted) count += 1;
    }
    return count;
  };
}
