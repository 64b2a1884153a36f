import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';
import { BackupError, endLine, tableLine } from './archive.ts';
import { cutParts, type Part } from './cut-parts.ts';

export type Archive = {
  /** Must be of this kind. */
  take<T>(line: z.ZodType<T>): Promise<T>;
  /** null: of another kind, and not consumed. */
  takeIf<T>(line: z.ZodType<T>): Promise<T | null>;
  /** Of the table line taken last. */
  rows(): AsyncGenerator<Buffer>;
  /** With these sums, and nothing behind it. */
  expectEnd(sums: { tables: number; rows: number }): Promise<void>;
};

/** Every method throws BackupError for a wrong file. */
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

/** By zlib's codes; a missing file keeps its own message. */
function inWords(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'Z_BUF_ERROR') return new BackupError('It is cut off.');
  if (code === 'Z_DATA_ERROR')
    return new BackupError('It is not a backup made by Tagdesk, or it was altered.');
  if (code === 'ENOENT') return new BackupError('There is no such file.');
  return code === 'EISDIR' ? new BackupError('That is a folder, not a file.') : error;
}
