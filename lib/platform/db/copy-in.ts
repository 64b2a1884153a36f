/** COPY into a table, from pieces of text as they come. */
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/**
 * Runs `statement` (`copy … from stdin`, never with text from outside) with `pieces` as its input; gives the number of
 * rows. Throws what `pieces` throws, or the database's refusal; nothing of the statement is kept then.
 */
export async function copyIn(
  client: pg.ClientBase,
  statement: string,
  pieces: AsyncIterable<Buffer | string> | Iterable<Buffer | string>,
): Promise<number> {
  const copy = client.query(copyFrom(statement));
  const { promise: refused, reject } = Promise.withResolvers<never>();
  let isRefused = false;
  copy.on('error', (error) => {
    isRefused = true;
    reject(error);
  });
  // Listened to at once: a refusal may come while nobody waits for it.
  refused.catch(() => undefined);
  try {
    for await (const piece of pieces) {
      // After a refusal the stream has no connection to write to; so one piece at a time, and none is buffered.
      if (isRefused) await refused;
      await Promise.race([new Promise((resolve) => copy.write(piece, resolve)), refused]);
    }
  } catch (error) {
    if (!isRefused) await Promise.race([giveUp(copy), refused]).catch(() => undefined);
    throw error;
  }
  if (isRefused) await refused;
  await Promise.race([new Promise<void>((resolve) => copy.end(() => resolve())), refused]);
  return copy.rowCount;
}

/** Resolves when the database has heard that the rest does not come. */
function giveUp(copy: ReturnType<typeof copyFrom>): Promise<void> {
  return new Promise((resolve) => {
    copy.once('close', resolve);
    copy.destroy();
  });
}
