/** Reads the body of an answer as it arrives, and never more of it than was allowed. */

/** Answers beyond this many bytes are read a few at a time: each may need a multiple of its length as objects. */
const bigBytes = 1_048_576;
const maxBigAtOnce = 2;

/** The answer went beyond its limit. */
export class OversizedAnswer extends Error {
  constructor() {
    super('The answer is too large.');
    this.name = 'OversizedAnswer';
  }
}

export type BodyLimits = {
  maxBytes: number;
  /** Counts `{`, `[` and `,`: a short text of tiny objects fills a heap long before a long text of words does. */
  maxTokens: number;
};

/** `chunks` as they come. Throws OversizedAnswer as soon as a limit is passed; nothing more is read then. */
export async function* limitBody(
  chunks: AsyncIterable<Uint8Array>,
  { maxBytes, maxTokens }: BodyLimits,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let tokens = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (maxTokens !== Number.POSITIVE_INFINITY) tokens += countTokens(chunk);
    if (bytes > maxBytes || tokens > maxTokens) throw new OversizedAnswer();
    yield chunk;
  }
}

function countTokens(chunk: Uint8Array): number {
  let tokens = 0;
  for (const byte of chunk) if (byte === 0x7b || byte === 0x5b || byte === 0x2c) tokens += 1;
  return tokens;
}

/** The first `maxBytes` of `chunks`, as text; what follows is not read. */
export async function readBeginning(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const beginning = keepBeginning(chunks, maxBytes);
  for await (const _ of beginning.chunks) if (!beginning.wanting()) break;
  return beginning.text();
}

/** All of `chunks` as text. `enterBig` is waited for once the text turns out to be long. */
export async function readText(
  chunks: AsyncIterable<Uint8Array>,
  enterBig: () => Promise<void>,
): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    if (bytes <= bigBytes && bytes + chunk.byteLength > bigBytes) await enterBig();
    parts.push(chunk);
    bytes += chunk.byteLength;
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}

/** Passes `chunks` on and keeps the first `maxBytes` of them. `ended`: nothing followed what was passed on. */
export function keepBeginning(chunks: AsyncIterable<Uint8Array>, maxBytes: number) {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  let ended = false;

  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      const kept = chunk.subarray(0, Math.max(0, maxBytes - bytes));
      // A copy, since a part of a chunk keeps the whole of it in memory.
      if (kept.byteLength > 0) parts.push(kept.byteLength < chunk.byteLength ? kept.slice() : kept);
      bytes += chunk.byteLength;
      yield chunk;
    }
    ended = true;
  }

  return {
    chunks: pass(),
    wanting: () => bytes < maxBytes,
    text: () => new TextDecoder().decode(Buffer.concat(parts)),
    /** Whether `text` is the whole body. */
    whole: () => ended && bytes <= maxBytes,
    empty: () => bytes === 0 && !ended,
  };
}

/** Lets a few in at a time. `enter` rejects with the signal's reason; whoever entered calls what it gives when done. */
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

/** The process's long answers, whichever provider's. */
export const bigAnswers = createGate(maxBigAtOnce);
