import { timeZone } from '#lib/platform/settings/time-zone.ts';
import { dayOf } from '#lib/shared/days.ts';

/**
 * A streamed CSV answer: parts are made as the browser takes them, and a disconnect ends the work. `name`:
 * without extension, of header-safe characters.
 */
export function csvAnswer(
  text: AsyncGenerator<string>,
  name: string,
  headers: Record<string, string> = {},
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      // Without a byte order mark spreadsheets assume their own encoding and save damaged files.
      controller.enqueue(encoder.encode('\uFEFF'));
    },
    async pull(controller) {
      const part = await text.next();
      if (part.done) controller.close();
      else controller.enqueue(encoder.encode(part.value));
    },
    async cancel() {
      await text.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
  });
}

/** `2026-11-21`. */
export function fileDay(): string {
  return dayOf(Date.now(), timeZone());
}
