import type { Readable } from 'node:stream';

/** Longer answers are read a few at a time: as objects each may take a multiple of its length. */
const bigBytes = 1_048_576;
const maxBigAtOnce = 2;

export class OversizedAnswer extends Error {
  constructor() {
    super('The answer is too large.');
    this.name = 'OversizedAnswer';
  }
}

export type BodyLimits = {
  maxBytes: number;
  /** Counts `{`, `[` and `,`: many tiny objects fill a heap long before a long text of words does. */
  maxTokens: number;
  /** Of the beginning, for the record. */
  keptBytes: number;
};

/** To be read once. */
export type AnswerBody = {
  chunks(): AsyncGenerator<Uint8Array>;
  /** `enterBig` is awaited once it turns out to be long. */
  text(enterBig: () => Promise<void>): Promise<string>;
  /** About the first `bytes`; the rest is not read. */
  beginning(bytes: number): Promise<string>;
  /** What was read, and whether it is the whole body; null: nothing was read. */
  kept(): { text: string; whole: boolean } | null;
};

/** Throws OversizedAnswer beyond a limit; stream errors as `nameBreak` names them. */
export function openBody(
  source: Readable,
  { maxBytes, maxTokens, keptBytes }: BodyLimits,
  nameBreak: (error: unknown) => Error,
): AnswerBody {
  const kept: Uint8Array[] = [];
  let bytes = 0;
  let tokens = 0;
  let ended = false;

  function take(chunk: Uint8Array): void {
    const room = keptBytes - bytes;
    bytes += chunk.byteLength;
    if (maxTokens !== Number.POSITIVE_INFINITY) tokens += countTokens(chunk);
    if (bytes > maxBytes || tokens > maxTokens) throw new OversizedAnswer();
    // A copy: a slice would keep the whole chunk in memory.
    if (room > 0) kept.push(chunk.byteLength <= room ? chunk : chunk.slice(0, room));
  }

  return {
    chunks: async function* () {
      try {
        for await (const chunk of source) {
          take(chunk);
          yield chunk;
        }
        ended = true;
      } catch (error) {
        throw nameBreak(error);
      }
    },
    text: async (enterBig) => {
      const parts: Uint8Array[] = [];
      await readAll(source, (chunk) => {
        const wasBig = bytes > bigBytes;
        take(chunk);
        parts.push(chunk);
        return wasBig || bytes <= bigBytes ? null : enterBig();
      }).catch((error: unknown) => {
        throw nameBreak(error);
      });
      ended = true;
      return decode(parts);
    },
    beginning: async (wanted) => {
      const parts: Uint8Array[] = [];
      try {
        for await (const chunk of source) {
          const room = wanted - bytes;
          take(chunk);
          parts.push(chunk.subarray(0, room));
          if (bytes >= wanted) return decode(parts);
        }
        ended = true;
      } catch (error) {
        throw nameBreak(error);
      }
      return decode(parts);
    },
    kept: () =>
      kept.length === 0 && !ended ? null : { text: decode(kept), whole: ended && bytes <= keptBytes },
  };
}

/**
 * Waits where `take` gives a promise. By events: a run reads thousands of short answers, and an iterator
 * costs more than the rest.
 */
function readAll(source: Readable, take: (chunk: Uint8Array) => Promise<void> | null): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onChunk = (chunk: Uint8Array) => {
    try {
      const wait = take(chunk);
      if (!wait) return;
      source.pause();
      wait.then(() => source.resume(), reject);
    } catch (error) {
      source.off('data', onChunk);
      reject(error);
    }
  };
  source.on('data', onChunk).once('end', resolve).once('error', reject);
  // After an end this has no effect.
  source.once('close', () => reject(new Error('The answer broke off.')));
  return promise;
}

const utf8 = new TextDecoder();

function decode([first = new Uint8Array(), ...more]: readonly Uint8Array[]): string {
  return utf8.decode(more.length === 0 ? first : Buffer.concat([first, ...more]));
}

function countTokens(chunk: Uint8Array): number {
  let tokens = 0;
  for (const byte of chunk) if (byte === 0x7b || byte === 0x5b || byte === 0x2c) tokens += 1;
  return tokens;
}

/** A semaphore. `enter` rejects with the signal's reason and gives the function that leaves. */
export function createGate(atOnce: number) {
  const waiting: (() => void)[] = [];
  let inside = 0;

  function leave(): void {
    inside -= 1;
    waiting.shift()?.();
  }

  async function enter(signal: AbortSignal): Promise<() => void> {
    while (inside >= atOnce) {
      const turn = Promise.withResolvers<void>();
      const giveUp = () => {
        const at = waiting.indexOf(turn.resolve);
        if (at >= 0) waiting.splice(at, 1);
        turn.reject(signal.reason);
      };
      waiting.push(turn.resolve);
      signal.addEventListener('abort', giveUp, { once: true });
      try {
        signal.throwIfAborted();
        await turn.promise;
      } finally {
        signal.removeEventListener('abort', giveUp);
      }
    }
    inside += 1;
    return leave;
  }

  return { enter };
}

/** Of the whole process, all providers. */
export const bigAnswers = createGate(maxBigAtOnce);
