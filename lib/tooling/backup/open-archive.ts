/** A backup as it is read: part after part, each checked for what must come there. */
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';
import { BackupError, endLine, tableLine } from './archive.ts';
import { cutParts, type Part } from './cut-parts.ts';

export type Archive = {
  /** The next line, which must be of this kind. */
  take<T>(line: z.ZodType<T>): Promise<T>;
  /** The next line if it is of this kind; else null, and it is still there. */
  takeIf<T>(line: z.ZodType<T>): Promise<T | null>;
  /** The rows of the table whose line was taken last. */
  rows(): AsyncGenerator<Buffer>;
  /** The line that says that it is the last, with these sums, and nothing behind it. */
  expectEnd(sums: { tables: number; rows: number }): Promise<void>;
};

/** Every method throws BackupError when the file does not hold what was written, as far as it can be told by then. */
export function openArchive(file: Readable): Archive {
  const gunzip = createGunzip();
  file.on('error', (error) => gunzip.destroy(error));
  const parts = cutParts(file.pipe(gunzip), (text) => tableLine.safeParse(parse(text)).success);
  let ahead: Part | null = null;

  async function next(): Promise<Part | null> {
    if (ahead) {
      const part = ahead;
      ahead = null;
      return part;
    }
    try {
      const { done, value } = await parts.next();
      return done ? null : value;
    } catch (error) {
      throw inWords(error);
    }
  }

  async function takeIf<T>(line: z.ZodType<T>): Promise<T | null> {
    const part = await next();
    if (part?.kind !== 'line') throw new BackupError(part ? 'It was altered.' : 'It is cut off.');
    const parsed = line.safeParse(parse(part.text));
    if (parsed.success) return parsed.data;
    ahead = part;
    return null;
  }

  async function take<T>(line: z.ZodType<T>): Promise<T> {
    const taken = await takeIf(line);
    if (taken === null) throw new BackupError('It is not a backup made by Tagdesk, or it was altered.');
    return taken;
  }

  return {
    take,
    takeIf,
    rows: async function* () {
      for (let part = await next(); part?.kind !== 'rows-end'; part = await next()) {
        if (part?.kind !== 'rows') throw new BackupError('It is cut off.');
        yield part.bytes;
      }
    },
    expectEnd: async (sums) => {
      const end = await take(endLine);
      if (end.tables !== sums.tables || end.rows !== sums.rows) throw new BackupError('It was altered.');
      if ((await next()) !== null) throw new BackupError('It was altered: something stands behind its end.');
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** zlib's codes tell the two cases apart; a file that is missing keeps its own words. */
function inWords(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'Z_BUF_ERROR') return new BackupError('It is cut off.');
  if (code === 'Z_DATA_ERROR')
    return new BackupError('It is not a backup made by Tagdesk, or it was altered.');
  if (code === 'ENOENT') return new BackupError('There is no such file.');
  return code === 'EISDIR' ? new BackupError('That is a folder, not a file.') : error;
}
