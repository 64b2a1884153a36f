import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/**
 * `statement`: `copy … from stdin`, never from input. Gives the number of rows. Throws what `pieces` throws,
 * or the database's error; nothing is kept then.
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
  // Avoids an unhandled rejection: it may come while nobody waits.
  refused.catch(() => undefined);
  try {
    for await (const piece of pieces) {
      // One piece at a time: after an error the stream has no connection to write to.
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

function giveUp(copy: ReturnType<typeof copyFrom>): Promise<void> {
  return new Promise((resolve) => {
    copy.once('close', resolve);
    copy.destroy();
  });
}
