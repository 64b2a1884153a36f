/** An import, or its dry run, as a stream of messages over HTTP. */

import { recordEvent } from '#lib/platform/audit/record-event.ts';
import type { Context } from '#lib/platform/context.ts';
import { log } from '#lib/platform/log/log.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { ImportMessage, ImportProgress } from '#lib/shared/imports.ts';
import { type ImportFile, importUsers } from './import-users.ts';
import { lookAtImport } from './look-at-import.ts';

/**
 * Resolves once the first rows are in; `ImportMessage`s, one JSON text per line. Rejects as `importUsers` or
 * `lookAtImport` does, so that a refusal still sets the status.
 */
export async function streamImport(
  context: Context,
  file: ImportFile,
  { lookOnly }: { lookOnly: boolean },
): Promise<ReadableStream<Uint8Array>> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(undefined, {
    highWaterMark: 1024,
  });
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  // The reader may have gone; the import goes on as long as rows arrive.
  const send = (message: ImportMessage) =>
    void writer.write(encoder.encode(`${JSON.stringify(message)}\n`)).catch(() => undefined);
  const started = Promise.withResolvers<void>();
  let isStarted = false;
  const onProgress = (progress: ImportProgress) => {
    isStarted = true;
    started.resolve();
    send({ kind: 'progress', progress });
  };
  const work = lookOnly
    ? lookAtImport(context, file, onProgress).then((look) => send({ kind: 'look', look }))
    : importUsers(context, file, onProgress).then((report) => send({ kind: 'report', report }));
  void work
    .catch(async (error: unknown) => {
      await recordRefusal(context, error);
      if (!isStarted) return started.reject(error);
      log.error('An import broke off', { error });
      send({
        kind: 'failure',
        message: formatBrokenOff(error, lookOnly),
      });
    })
    .finally(() => writer.close().catch(() => undefined));
  await started.promise;
  return readable;
}

function formatBrokenOff(error: unknown, lookOnly: boolean): string {
  if (error instanceof AppError) return error.message;
  return lookOnly
    ? 'The file could not be looked at as a whole. Nothing was loaded; choose it again.'
    : 'The import broke off. What was loaded until then stays; load the file again.';
}

async function recordRefusal({ database, actor }: Context, error: unknown): Promise<void> {
  if (!(error instanceof AppError)) return;
  await recordEvent(database, {
    kind: 'action.denied',
    memberId: actor.memberId,
    actor: actor.name,
    subject: 'importUsers',
    detail: { code: error.code, role: actor.role },
  }).catch((failure: unknown) => log.error('A refusal could not be recorded', { error: failure }));
}
